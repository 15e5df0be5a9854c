import Archives
import Comparison

/// The zips were written in other ways, as the flags of their members tell.
package struct ZipFlags: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "zip-flags",
    meaning: "the zips were written in other ways: as a stream or to a file, with other names or levels",
    proof: "the flags for level, data descriptor and UTF-8 names are cleared; that for encryption is not",
    fooledBy: "names that mean another text when they are read as UTF-8",
    fix: "use the same program and way of writing on both sides: both to a file, or both to a pipe")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let members = pair.members(differingIn: .flags)
    guard !members.isEmpty else { return [] }
    // The level follows from how members were packed, which has causes of its own.
    let isRepacked = !pair.members(differingIn: .compressed, .method).isEmpty
    let known = knownFlags.reduce(0) { $0 | $1.bits } & (isRepacked ? ~levelFlags : .max)
    let evidence = knownFlags.compactMap { bits, meaning -> String? in
      let differing = members.filter { (flags($0.expected) ^ flags($0.actual)) & bits & known != 0 }
      guard let first = differing.first else { return nil }
      let isBoth = flags(first.expected) & bits != 0 && flags(first.actual) & bits != 0
      let side = isBoth ? "differs" : flags(first.expected) & bits != 0 ? "in expected" : "in actual"
      return "\(meaning) \(side): \(quoted(differing.map(\.expected.name)))"
    }
    guard !evidence.isEmpty else { return [] }
    let count = members.count { (flags($0.expected) ^ flags($0.actual)) & known != 0 }
    return [
      Observation(members: count, evidence: evidence) { inventory in
        inventory.editingMembers { $0.zip?.flags &= ~known }
      }
    ]
  }

  private func flags(_ member: InventoryMember) -> UInt16 { member.zip?.flags ?? 0 }
}

/// APPNOTE 4.4.4.
private let knownFlags: [(bits: UInt16, meaning: String)] = [
  (0x0008, "data descriptor (bit 3)"), (0x0800, "UTF-8 name (bit 11)"), (levelFlags, "level (bits 1 and 2)"),
]
private let levelFlags: UInt16 = 0x0006
