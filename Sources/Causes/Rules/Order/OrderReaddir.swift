import Comparison

/// The same members stand in another order.
package struct OrderReaddir: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "order-readdir", meaning: "members stand in the order in which the file system lists them",
    proof: "the members of both sides are sorted by name",
    fooledBy: "two sorted orders, of two locales",
    fix: "tar '--sort=name'; 'find … -print0 | LC_ALL=C sort -z'; sorted(os.listdir())")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let moved = pair.movedMembers
    guard !moved.isEmpty else { return [] }
    let sides = [("expected", pair.expected), ("actual", pair.actual)].map { side, inventory in
      let isSorted = Collation.bytes.sorts(inventory) || Collation.folders.sorts(inventory)
      return "\(side) is \(isSorted ? "sorted" : "not sorted") by name"
    }
    return [
      Observation(
        members: moved.count, evidence: [shownMoved(moved), sides.joined(separator: ", ")], transformation: sortedByName
      )
    ]
  }
}
