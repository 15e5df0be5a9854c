import Archives
import Comparison

/// Device nodes have other numbers.
package struct DifferentDeviceNumbers: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "device-numbers", meaning: "device nodes, or headers of other members, hold other device numbers",
    proof: "device numbers are left out",
    fooledBy: "a node that is really made for another device",
    fix: "make nodes with fixed numbers ('mknod NAME c MAJOR MINOR'), or leave them to the system that unpacks")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let count = pair.members(differingIn: .device).count
    guard count > 0 else { return [] }
    return [
      Observation(members: count, evidence: shownPairs("device", pair.values(of: .device))) { inventory in
        inventory.editingMembers { $0.device = nil }
      }
    ]
  }
}
