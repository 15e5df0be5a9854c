import Comparison
import Store

/// Two lists of the digests of other members: `RECORD` of a wheel, or lines as sha256sum(1) writes them.
struct DigestList {
  /// Whether it is the `RECORD` of a wheel.
  let isRecord: Bool
  /// What the lists say of members about which they differ; empty where that is not all they differ in.
  let listings: [ListedDigest]

  /// Nil where one of the contents is no such list.
  init?(_ pair: ContentPair) {
    isRecord = pair.hasEnding(".dist-info/RECORD")
    let read = isRecord ? rows : ChecksumList.entries
    guard pair.isText, let left = read(pair.expected), let right = read(pair.actual) else { return nil }
    listings = compare(left, right, order: !isRecord)
  }
}

/// A line of a list: a digest of a member.
struct DigestEntry: Hashable {
  var name: [UInt8]
  /// The digest as the list writes it.
  var text: [UInt8]
  /// Nil for other digests than SHA-256.
  var digest: ContentDigest?
  /// What else the line says of the member: its size, or the sign that tells texts from other files.
  var mark: [UInt8] = []
}

private func rows(of content: [UInt8]) -> [DigestEntry]? {
  RecordRow.rows(of: content)?.map { row in
    DigestEntry(name: row.path, text: row.hash, digest: row.contentDigest, mark: row.size)
  }
}

/// Empty where the lists differ in more than the digests of members.
private func compare(_ left: [DigestEntry], _ right: [DigestEntry], order: Bool) -> [ListedDigest] {
  let lefts = Dictionary(left.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  let rights = Dictionary(right.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  guard lefts.count == left.count, rights.count == right.count else { return [] }
  if order, left.map(\.name).filter({ rights[$0] != nil }) != right.map(\.name).filter({ lefts[$0] != nil }) {
    return []
  }
  var listings: [ListedDigest] = []
  for entry in left + right.filter({ lefts[$0.name] == nil }) {
    let (expected, actual) = (lefts[entry.name], rights[entry.name])
    guard expected != actual else { continue }
    // A digest that can't be compared with a content proves nothing.
    guard expected.map({ $0.digest != nil }) ?? true, actual.map({ $0.digest != nil }) ?? true else { return [] }
    // With the content the size may differ, which only `RECORD` has.
    let isOtherContent = !order && expected?.digest != actual?.digest
    guard expected == nil || actual == nil || isOtherContent || expected?.mark == actual?.mark else { return [] }
    listings.append(ListedDigest(name: entry.name, expected: expected?.digest, actual: actual?.digest))
  }
  return listings
}
