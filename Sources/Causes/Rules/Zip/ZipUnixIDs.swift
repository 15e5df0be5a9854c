import Archives
import Comparison

/// The extra fields of a zip hold the numbers of the user and group that made it.
package struct ZipUnixIDs: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "zip-unix-ids", meaning: "the zips hold the numbers of the user and group that built them",
    proof: "the extra fields with these numbers are left out",
    fooledBy: "a zip that ships different owners on purpose",
    fix: "'zip -X', which writes no such fields")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    guard pair.isZip else { return [] }
    let members = pair.members(differingIn: .extra).filter {
      !ZipExtraField.unixIDs.isDisjoint(with: differingExtraFields($0.expected, $0.actual))
    }
    guard !members.isEmpty else { return [] }
    let owners = shownPairs("uid", pair.values(of: .uid)) + shownPairs("gid", pair.values(of: .gid))
    return [
      Observation(
        members: members.count, evidence: ["owners of \(quoted(members.map(\.expected.name)))"] + owners,
        transformation: withoutIDs)
    ]
  }

  @Sendable private func withoutIDs(_ inventory: Inventory) -> Inventory {
    inventory.editingMembers { member in
      guard member.zip != nil else { return }
      (member.uid, member.gid) = (nil, nil)
      member.zip?.localExtra.removeAll { ZipExtraField.unixIDs.contains($0.id) }
      member.zip?.centralExtra.removeAll { ZipExtraField.unixIDs.contains($0.id) }
    }
  }
}
