import Comparison

/// A few members have changed places with their neighbours, as happens when workers finish at different times.
package struct OrderParallel: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "order-parallel", meaning: "members stand in the order in which parallel jobs were done with them",
    proof: "the members of both sides are sorted by name",
    fooledBy: "a list of members that was edited by hand",
    fix: "archive from a sorted list ('tar --sort=name'), or collect the results of jobs in a fixed order")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let moved = pair.movedMembers
    // A quarter of the members at most, each by a few places; an order of the file system moves nearly all of them far.
    guard !moved.isEmpty, moved.count * 4 <= pair.expected.members.count else { return [] }
    let distances = moved.compactMap { difference in
      difference.expected.flatMap { left in difference.actual.map { abs(left.position - $0.position) } }
    }
    guard let farthest = distances.max(), farthest <= 8 else { return [] }
    return [
      Observation(
        members: moved.count, evidence: [shownMoved(moved), "none by more than \(counted(farthest, "place"))"],
        transformation: sortedByName)
    ]
  }
}
