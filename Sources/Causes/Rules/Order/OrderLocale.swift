import Comparison

/// Both sides are sorted, but not by the same rules.
package struct OrderLocale: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "order-locale", meaning: "the members of both sides are sorted, under different locales",
    proof: "the members of both sides are sorted by the bytes of their names",
    fooledBy: "a few members that happen to stand in some order of names",
    fix: "sort under one locale: 'LC_ALL=C sort', 'LC_ALL=C tar --sort=name', or LC_ALL=C for the whole build")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let moved = pair.movedMembers
    guard !moved.isEmpty, let expected = Collation.allCases.first(where: { $0.sorts(pair.expected) }),
      let actual = Collation.allCases.first(where: { $0.sorts(pair.actual) }), expected != actual
    else { return [] }
    let sides = "expected is sorted \(expected.rawValue), actual \(actual.rawValue)"
    return [
      Observation(members: moved.count, evidence: [shownMoved(moved), sides], transformation: sortedByName)
    ]
  }
}
