import Comparison

/// The tars end with another number of zeros.
package struct TarBlocking: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "tar-blocking", meaning: "the tars are filled up with zeros to multiples of different blocks",
    proof: "the number of zeros after the last member is left out",
    fooledBy: "data hidden after the end, which is a field of its own and not left out",
    fix: "use the same program and blocking factor ('tar -b 20')")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    pair.isOfOneFormat ? .leavingOut([.endBytes], of: pair) : []
  }
}
