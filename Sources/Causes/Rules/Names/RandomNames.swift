import Archives
import Comparison

/// Members have names that hold something random, such as those of temporary files.
package struct RandomNames: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "random-names", meaning: "parts of some names are random: temporary names, process ids, hashes",
    proof: "members whose names differ only in such parts, and that hold the same, are given the same name",
    fooledBy:
      "version numbers in names, which are not taken for random; files of one size with other content are told, but not proven",
    fix: "give files fixed names, or names made from their content; do not archive temporary files")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let (sameContent, sameSize) = renamed(pair.unmatched)
    var observations: [Observation] = []
    if !sameContent.isEmpty {
      let names = Dictionary(sameContent.map { ($0.actual, $0.expected) }, uniquingKeysWith: { first, _ in first })
      observations.append(
        Observation(members: sameContent.count, evidence: evidence(sameContent)) { renaming($0, by: names) })
    }
    if !sameSize.isEmpty {
      observations.append(
        Observation(
          members: sameSize.count, evidence: evidence(sameSize) + ["these have the same size, but hold other bytes"],
          confidence: .possible))
    }
    return observations
  }

  private func evidence(_ pairs: [NamePair]) -> [String] {
    pairs.prefix(3).map { "\(quoted([$0.expected])) expected is \(quoted([$0.actual])) actual" }
      + (pairs.count > 3 ? ["and \(pairs.count - 3) more"] : [])
  }

  private typealias NamePair = (expected: [UInt8], actual: [UInt8])

  /// The names of members that are missing, each with that of an extra one that answers to it: those of the same
  /// content, and then those of the same size.
  private func renamed(_ unmatched: [Difference]) -> (sameContent: [NamePair], sameSize: [NamePair]) {
    var missing = unmatched.compactMap(\.expected)
    var extra = unmatched.compactMap(\.actual)
    let sameContent = takePairs(&missing, &extra, alike: MaskedMember.withContent)
    return (sameContent, takePairs(&missing, &extra, alike: MaskedMember.withSize))
  }

  private func takePairs(
    _ missing: inout [InventoryMember], _ extra: inout [InventoryMember], alike: (InventoryMember) -> MaskedMember?
  ) -> [NamePair] {
    var names = Dictionary(grouping: extra, by: alike).mapValues { $0.map(\.plainName) }
    var comparisons = mostComparisons
    let pairs = missing.compactMap { member -> NamePair? in
      guard comparisons > 0, let key = alike(member), let values = names.index(forKey: key) else { return nil }
      // The slice is gone before the name is taken out, which would copy all of them otherwise.
      let index = names.values[values].suffix(100).lastIndex { candidate in
        comparisons -= 1
        return isRandom(member.plainName, candidate)
      }
      return index.map { (member.plainName, names.values[values].remove(at: $0)) }
    }
    let (expected, actual) = (Set(pairs.map(\.expected)), Set(pairs.map(\.actual)))
    missing.removeAll { expected.contains($0.plainName) }
    extra.removeAll { actual.contains($0.plainName) }
    return pairs
  }
}

/// A bound, as many names can have the same mask.
private let mostComparisons = 200_000

/// The inventory with other names for some members, also where links lead to them.
private func renaming(_ inventory: Inventory, by names: [[UInt8]: [UInt8]]) -> Inventory {
  inventory.mapMembers { member in
    var member = member
    member.name = names[member.plainName] ?? member.name
    member.linkTarget = member.linkTarget.map { names[$0] ?? $0 }
    return member
  }
}

/// What members whose names are random in parts still have in common.
private struct MaskedMember: Hashable {
  var name: [[UInt8]]
  var type: MemberType
  var content: ContentIdentity?
  var size: Int64?

  /// Nil for a member without anything in its name that may be random.
  static func withContent(_ member: InventoryMember) -> Self? {
    let runs = runs(of: member.plainName)
    guard runs.contains(where: { $0.contains(where: isDigit) }) else { return nil }
    let name = runs.map { $0.contains(where: isDigit) ? [] : Array($0) }
    return Self(name: name, type: member.type, content: member.content, size: member.size)
  }

  static func withSize(_ member: InventoryMember) -> Self? {
    guard var result = withContent(member), member.size != nil else { return nil }
    result.content = nil
    return result
  }
}

/// Whether two names differ in letters and digits that no one counts up, as versions are.
private func isRandom(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  let differing = zip(runs(of: left), runs(of: right)).filter { !$0.elementsEqual($1) }
  return differing.contains { isRandom($0, $1) && isRandom($1, $0) }
}

/// Whether a run can't be a version: it mixes digits with letters, or has more digits than versions have.
private func isRandom(_ run: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Bool {
  let start = zip(run, other).prefix { $0 == $1 }.count
  let end = zip(run.dropFirst(start).reversed(), other.dropFirst(start).reversed()).prefix { $0 == $1 }.count
  let middle = run.dropFirst(start).dropLast(end)
  let isNumber = middle.allSatisfy(isDigit)
  // 'cp311' and 'cp312' differ in one digit, 'Compiler123args' and 'Compiler456args' in three.
  return isNumber ? middle.count >= (run.allSatisfy(isDigit) ? 5 : 3) : middle.count >= 4
}

/// A name in runs of letters and digits, and of what stands between them.
private func runs(of name: [UInt8]) -> [ArraySlice<UInt8>] {
  var result: [ArraySlice<UInt8>] = []
  var start = 0
  for index in name.indices
  where index + 1 == name.count || isAlphanumeric(name[index]) != isAlphanumeric(name[index + 1]) {
    result.append(name[start...index])
    start = index + 1
  }
  return result
}

private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
