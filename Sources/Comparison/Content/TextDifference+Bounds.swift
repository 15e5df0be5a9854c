extension TextDifference {
  /// The difference with as much of its lines as a reader takes in; what is left out is told.
  ///
  /// It is kept until the report is written, and so are those of many other members.
  func bounded(_ limits: ContentLimits) -> TextDifference {
    var (result, left) = (self, limits.shownBytes)
    result.hunks = []
    for var hunk in hunks {
      let pairs = zip(hunk.lines, hunk.counterparts)
      hunk.lines = []
      for (whole, other) in pairs {
        var line = whole
        line.shorten(to: min(limits.lineBytes, left), around: other)
        // An empty line costs something too.
        left -= line.bytes.count + 16
        guard left > 0 else { return result.cutOff(in: hunk, limits) }
        hunk.lines.append(line)
      }
      result.hunks.append(hunk)
    }
    return result
  }

  private func cutOff(in hunk: Hunk, _ limits: ContentLimits) -> TextDifference {
    var result = self
    if !hunk.lines.isEmpty { result.hunks.append(hunk) }
    let reason = "the differences are longer than \(limits.shownBytes) bytes: only the first ones are shown"
    result.limit = result.limit ?? reason
    return result
  }
}

extension TextDifference.Line {
  /// Keeps what stands around the first change against the line in its place on the other side.
  fileprivate mutating func shorten(to count: Int, around other: Self?) {
    guard bytes.count > count else { return }
    let common = other.map { zip(bytes, $0.bytes).prefix { $0 == $1 }.count } ?? 0
    let start = min(max(0, common - count / 2), bytes.count - max(0, count))
    (omittedBefore, omitted) = (start, bytes.count - start - max(0, count))
    bytes = Array(bytes[start..<start + max(0, count)])
  }
}
