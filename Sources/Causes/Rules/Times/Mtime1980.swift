import Archives
import Comparison

/// One side of two zips has the first time that a zip can hold.
package struct Mtime1980: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "mtime-1980", meaning: "the times on one side are the first that a zip can hold, 1980-01-01",
    proof: "the times of the members that have it on one side only are left out",
    fooledBy: "a program that writes 1980-01-01 on purpose, where the other side's does not",
    fix: "set SOURCE_DATE_EPOCH to 315532800 (1980-01-01) or later on both sides, and write zips with one program")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    guard pair.isZip else { return [] }
    let members = pair.members(differingIn: .mtime)
    let sides = [members.map { isFirst($0.expected) }, members.map { isFirst($0.actual) }]
    guard !members.isEmpty, sides[0].contains(true) != sides[1].contains(true),
      let side = sides.firstIndex(where: { !$0.contains(false) })
    else { return [] }
    let times = MemberSet(members.map(\.expected), of: pair.expected)
    return [
      Observation(
        members: members.count, evidence: ["times of \(side == 0 ? "expected" : "actual") are 1980-01-01T00:00:00Z"]
      ) { inventory in
        inventory.editingMembers { if times.contains($0) { $0.dropModified() } }
      }
    ]
  }

  private func isFirst(_ member: InventoryMember) -> Bool { member.modified?.seconds == 315_532_800 }
}
