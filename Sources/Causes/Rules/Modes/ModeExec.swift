import Archives
import Comparison

/// Files can be run on one side only.
package struct ModeExec: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "mode-exec", meaning: "some files can be run on one side only",
    proof: "the three x bits of files are cleared",
    fooledBy: "a script that was really made executable",
    fix: "'git update-index --chmod=+x FILE', sources on a file system that keeps modes, or modes set when archiving")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let members = pair.members(differingIn: .mode).filter { left, right in
      guard let expected = left.mode, let actual = right.mode, left.type == .file else { return false }
      return (expected ^ actual) & ~0o111 == 0
    }
    guard !members.isEmpty else { return [] }
    let evidence = [
      ("expected", members.filter { ($0.expected.mode ?? 0) & 0o111 != 0 }),
      ("actual", members.filter { ($0.actual.mode ?? 0) & 0o111 != 0 }),
    ]
    .filter { !$0.1.isEmpty }.map { "executable in \($0.0): \(quoted($0.1.map(\.expected.name)))" }
    let files = MemberSet(members.map(\.expected), of: pair.expected)
    return [
      Observation(members: members.count, evidence: evidence) { inventory in
        inventory.editingMembers { if files.contains($0) { $0.clearMode(0o111) } }
      }
    ]
  }
}
