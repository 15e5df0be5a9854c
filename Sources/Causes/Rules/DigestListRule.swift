import Comparison
import Diagnostics
import Store

/// A list of digests that differs because the members it lists do.
///
/// Must see the members before other rules take them or their contents away.
package struct DigestListRule: CauseRule {
  package let description: CauseDescription
  /// Whether it is for the `RECORD` of wheels, whose names begin at the folder that holds the `.dist-info`.
  private let isForRecord: Bool

  private init(_ description: CauseDescription, isForRecord: Bool) {
    (self.description, self.isForRecord) = (description, isForRecord)
  }

  static let record = Self(RecordLayout().description, isForRecord: true)
  static let checksums = Self(ChecksumList.description, isForRecord: false)

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let layout = isForRecord ? ContentCauseRule(description).observe(pair) : []
    let lists = pair.members(differingIn: .content).filter { member in
      member.expected.examination?.listings.isEmpty == false && isRecord(member.expected.name) == isForRecord
    }
    guard !lists.isEmpty else { return layout }
    let (left, right) = (digests(of: pair.expected), digests(of: pair.actual))
    let derived = lists.filter {
      follows($0.expected, from: left) { $0.expected } && follows($0.expected, from: right) { $0.actual }
    }
    guard !derived.isEmpty else { return layout }
    var evidence = derived.prefix(3).flatMap { shown($0.expected) }
    if derived.count > 3 { evidence.append("and \(derived.count - 3) more") }
    let keys = Set(derived.map { MemberKey($0.expected) })
    return layout + [
      Observation(members: derived.count, evidence: evidence) { inventory in
        inventory.mapMembers { keys.contains(MemberKey($0)) ? $0.withoutContent : $0 }
      }
    ]
  }

  private func isRecord(_ name: [UInt8]) -> Bool { name.suffix(17).elementsEqual(".dist-info/RECORD".utf8) }

  private func shown(_ list: InventoryMember) -> [String] {
    let count = list.examination?.listings.count ?? 0
    let name = escaped(bytes: list.name)
    return ["'\(name)' follows from \(counted(count))"]
      + (list.examination?.causes.flatMap(\.evidence).map { "'\(name)': \($0)" } ?? [])
  }

  /// Whether the list's digests of one side are those of the members there.
  private func follows(
    _ list: InventoryMember, from digests: [[UInt8]: Listed], _ digest: (ListedDigest) -> ContentDigest?
  ) -> Bool {
    let root = list.name.split(separator: slash, omittingEmptySubsequences: false).dropLast(isForRecord ? 2 : 1)
    return list.examination?.listings.allSatisfy { listing in
      let member = path(listing.name, below: Array(root)).flatMap { digests[$0] }
      return switch (digest(listing), member) {
      case (nil, nil): true
      case (let digest?, .content(let other)?): digest == other
      default: false
      }
    } ?? false
  }
}

/// What an inventory holds under a name.
private enum Listed: Equatable {
  case content(ContentDigest)
  /// Something that no digest can be compared with: a member that was not hashed, or several of this name.
  case unknown
}

private let slash = UInt8(ascii: "/")

private func digests(of inventory: Inventory) -> [[UInt8]: Listed] {
  Dictionary(
    inventory.members.map { ($0.plainName, $0.contentDigest.map { .content($0) } ?? .unknown) },
    uniquingKeysWith: { _, _ in .unknown })
}

/// The name below a folder, with `.` and `..` resolved; nil for an absolute one or one that leads out of the archive.
private func path(_ name: [UInt8], below root: [ArraySlice<UInt8>]) -> [UInt8]? {
  guard name.first != slash else { return nil }
  var parts = root
  for part in name.split(separator: slash) where !part.elementsEqual(".".utf8) {
    if !part.elementsEqual("..".utf8) {
      parts.append(part)
    } else if parts.popLast() == nil {
      return nil
    }
  }
  return Array(parts.joined(separator: [slash]))
}
