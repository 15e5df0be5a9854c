import Comparison
import Diagnostics

/// Members belong to other user or group names.
package struct OwnerNames: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "owner-names", meaning: "members belong to the user that built them, by name",
    proof: "names that stand for each other on the two sides are taken for the same",
    fooledBy: "an artifact that ships different owners on purpose: then the names vary by member",
    fix: "tar '--numeric-owner', or bsdtar \"--uname '' --gname ''\"")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let members = pair.members(differingIn: .uname, .gname)
    let users = Replacements(members.map { ($0.expected.userName, $0.actual.userName) })
    let groups = Replacements(members.map { ($0.expected.groupName, $0.actual.groupName) })
    guard !members.isEmpty else { return [] }
    let evidence =
      users.shown("uname") { "'\(escaped(bytes: $0))'" } + groups.shown("gname") { "'\(escaped(bytes: $0))'" }
    guard users.areFew, groups.areFew else {
      return [Observation(members: members.count, evidence: evidence, confidence: .possible)]
    }
    return [
      Observation(members: members.count, evidence: evidence) { inventory in
        inventory.editingMembers {
          ($0.userName, $0.groupName) = (users.unified($0.userName), groups.unified($0.groupName))
        }
      }
    ]
  }
}
