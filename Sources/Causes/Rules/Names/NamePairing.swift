import Archives
import Comparison

/// Finds for members that are missing the extra ones that answer to them under names that are random in parts.
struct NamePairing {
  typealias Pair = (expected: [UInt8], actual: [UInt8])

  /// How many pairs of names were looked at.
  private(set) var comparisons = 0
  private var missing: [InventoryMember]
  private var extra: [InventoryMember]

  init(_ unmatched: [Difference]) {
    (missing, extra) = (unmatched.compactMap(\.expected), unmatched.compactMap(\.actual))
  }

  /// The names of members that hold the same; they are then taken out.
  mutating func takeSameContent() -> [Pair] { takePairs(alike: MaskedMember.withContent) }

  /// The names of members that are of the same size; they are then taken out.
  mutating func takeSameSize() -> [Pair] { takePairs(alike: MaskedMember.withSize) }

  private mutating func takePairs(alike: (InventoryMember) -> MaskedMember?) -> [Pair] {
    var names = Dictionary(grouping: extra, by: alike).mapValues { $0.map(\.plainName) }
    let end = comparisons + mostComparisons
    let pairs = missing.compactMap { member -> Pair? in
      guard comparisons < end, let key = alike(member), let values = names.index(forKey: key) else { return nil }
      // The slice is gone before the name is taken out, which would copy all of them otherwise.
      let index = names.values[values].suffix(mostCandidates).lastIndex { candidate in
        comparisons += 1
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

// Bounds, as many names can have the same mask.
private let mostComparisons = 200_000
private let mostCandidates = 100

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
