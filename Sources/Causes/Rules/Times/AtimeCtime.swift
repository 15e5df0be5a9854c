import Archives
import Comparison

/// Members carry the time at which they were last read, or at which their inode changed.
package struct AtimeCtime: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "atime-ctime", meaning: "members carry the times at which they were last read, changed or created on disk",
    proof: "these times are left out, those of pax records as well as those of zip's extra fields",
    fooledBy: "nothing: no build can set the time at which an inode changes",
    fix: "tar '--format=posix --pax-option=delete=atime,delete=ctime' or '--format=ustar'; 'zip -X'")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let members = pair.members(differingIn: .attributes, .extra).filter { expected, actual in
      var (left, right) = (expected, actual)
      left.dropOtherTimes()
      right.dropOtherTimes()
      return differingAttributes(left, right).count < differingAttributes(expected, actual).count
        || differingExtraFields(left, right).count < differingExtraFields(expected, actual).count
    }
    guard !members.isEmpty else { return [] }
    return [
      Observation(members: members.count, evidence: ["times of \(quoted(members.map(\.expected.name)))"]) { inventory in
        inventory.editingMembers { $0.dropOtherTimes() }
      }
    ]
  }
}
