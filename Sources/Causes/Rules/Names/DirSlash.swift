import Archives
import Comparison

/// One side ends the names of folders with a slash, and the other does not.
package struct DirSlash: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "dir-slash", meaning: "the names of folders end with a slash on one side only",
    proof: "slashes at the ends of folders' names are left out",
    fooledBy: "nothing: a folder is the same with and without the slash",
    fix: "let the same program make both: tar and zip write the slash, cpio does not")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let folders = pair.members(differingIn: .name).filter { expected, actual in
      expected.type == .directory && actual.type == .directory && expected.plainName == actual.plainName
    }
    guard let first = folders.first else { return [] }
    let evidence = "\(quoted([first.expected.name])) expected, \(quoted([first.actual.name])) actual"
    return [
      Observation(members: folders.count, evidence: [evidence]) { inventory in
        inventory.editingMembers { if $0.type == .directory { $0.name = $0.plainName } }
      }
    ]
  }
}
