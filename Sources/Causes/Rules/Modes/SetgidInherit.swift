import Archives
import Comparison

/// Folders have the setgid bit on one side only.
package struct SetgidInherit: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "setgid-inherit", meaning: "folders have inherited the setgid bit of a folder around the build on one side",
    proof: "the setgid bit of folders is cleared",
    fooledBy: "a folder that ships with the bit on purpose, such as one for a group's mail",
    fix: "do not build below a setgid folder, or clear the bit first ('chmod g-s'); archive with '--mode=g-s'")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let folders = pair.members(differingIn: .mode).filter { left, right in
      guard let expected = left.mode, let actual = right.mode, left.type == .directory else { return false }
      return (expected ^ actual) & 0o2000 != 0
    }
    guard !folders.isEmpty else { return [] }
    let evidence = [
      ("expected", folders.filter { ($0.expected.mode ?? 0) & 0o2000 != 0 }),
      ("actual", folders.filter { ($0.actual.mode ?? 0) & 0o2000 != 0 }),
    ]
    .filter { !$0.1.isEmpty }.map { "setgid in \($0.0): \(quoted($0.1.map(\.expected.name)))" }
    let members = MemberSet(folders.map(\.expected), of: pair.expected)
    return [
      Observation(members: folders.count, evidence: evidence) { inventory in
        inventory.editingMembers { if members.contains($0) { $0.clearMode(0o2000) } }
      }
    ]
  }
}
