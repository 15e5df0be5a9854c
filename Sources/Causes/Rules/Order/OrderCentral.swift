import Comparison

/// The directory at the end of a zip lists the members in another order than they are stored in, on one side only.
package struct OrderCentral: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "order-central", meaning: "the central directories of the zips list their members in different orders",
    proof: "the order of the directory is left out; the order in which members are stored is still compared",
    fooledBy: "nothing, but readers that go by the directory see the members in another order",
    fix: "write both with the same program, or write them anew with one that lists members as it stores them")

  package func observe(_ pair: InventoryPair) -> [Observation] { .leavingOut([.zipOrder], of: pair) }
}
