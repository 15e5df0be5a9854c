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
    let moved = pair.difference.differences.filter { $0.differs(in: .position) }
    guard !moved.isEmpty else { return [] }
    let sides = [("expected", pair.expected), ("actual", pair.actual)].map { side, inventory in
      "\(side) is \(isSorted(inventory) ? "sorted" : "not sorted") by name"
    }
    let evidence =
      "\(moved.count == 1 ? "1 member stands" : "\(moved.count) members stand") elsewhere: "
      + quoted(moved.map(\.path))
    return [
      Observation(
        members: moved.count, evidence: [evidence, sides.joined(separator: ", ")], transformation: sortedByName)
    ]
  }

  @Sendable private func sortedByName(_ inventory: Inventory) -> Inventory {
    let names = inventory.members.map(\.plainName)
    // Sorting is stable, so that members of the same name keep their order; members are large, their indices small.
    let order = names.indices.sorted { names[$0].lexicographicallyPrecedes(names[$1]) }
    return Inventory(order.map { inventory.members[$0] }, fields: inventory.fields)
  }

  /// Sorted as plain text, or folder by folder.
  private func isSorted(_ inventory: Inventory) -> Bool {
    let names = inventory.members.map(\.plainName)
    if zip(names, names.dropFirst()).allSatisfy({ !$1.lexicographicallyPrecedes($0) }) { return true }
    let parts = names.map { $0.split(separator: UInt8(ascii: "/")) }
    return zip(parts, parts.dropFirst()).allSatisfy { left, right in
      !right.lexicographicallyPrecedes(left) { $0.lexicographicallyPrecedes($1) }
    }
  }
}
