extension [Cause] {
  /// The causes with others of the same names added to them: members and evidence add up, the weaker confidence wins.
  func merging(_ others: [Cause]) -> [Cause] {
    guard !others.isEmpty else { return self }
    var result: [Cause] = []
    var places: [String: Int] = [:]
    for (cause, isOwn) in map({ ($0, true) }) + others.map({ ($0, false) }) {
      // Two observations of one rule stay apart, as the rule wants it.
      if !isOwn, let place = places[cause.id] {
        result[place].add(cause)
      } else {
        if places[cause.id] == nil { places[cause.id] = result.count }
        result.append(cause)
      }
    }
    return result
  }
}

extension Cause {
  fileprivate mutating func add(_ other: Cause) {
    members += other.members
    evidence += other.evidence
    if other.confidence.rank > confidence.rank { confidence = other.confidence }
  }

  /// The cause with a handful of lines of evidence.
  var bounded: Cause {
    guard evidence.count > 8 else { return self }
    var result = self
    result.evidence = evidence.prefix(7) + ["and \(evidence.count - 7) more lines like these"]
    return result
  }
}

extension Cause.Confidence {
  /// 0 for the surest.
  var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
