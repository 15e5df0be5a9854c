import Comparison

/// Members belong to other user or group numbers.
package struct OwnerIDs: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "owner-ids", meaning: "members belong to the user that built them, by number",
    proof: "numbers that stand for each other on the two sides are taken for the same",
    fooledBy: "an artifact that ships different owners on purpose: then the numbers vary by member",
    fix: "tar '--owner=0 --group=0 --numeric-owner', or bsdtar '--uid 0 --gid 0'")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let members = pair.members(differingIn: .uid, .gid)
    let uids = Replacements(members.map { ($0.expected.uid, $0.actual.uid) })
    let gids = Replacements(members.map { ($0.expected.gid, $0.actual.gid) })
    guard !members.isEmpty else { return [] }
    let evidence = uids.shown("uid") + gids.shown("gid")
    guard uids.areFew, gids.areFew else {
      return [Observation(members: members.count, evidence: evidence, confidence: .possible)]
    }
    return [
      Observation(members: members.count, evidence: evidence) { inventory in
        inventory.editingMembers { ($0.uid, $0.gid) = (uids.unified($0.uid), gids.unified($0.gid)) }
      }
    ]
  }
}
