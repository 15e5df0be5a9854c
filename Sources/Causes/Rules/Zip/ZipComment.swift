import Archives
import Comparison

/// A zip or its members carry other comments.
package struct ZipComment: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "zip-comment", meaning: "the zips or their members carry comments, which may hold a date or a commit",
    proof: "comments are left out",
    fooledBy: "a comment that ships on purpose",
    fix: "do not write comments; 'git archive' writes the commit into the comment of a zip")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let comments = pair.values(of: .comment)
    let whole = pair.container([.zipComment]).map {
      FieldDifference(.comment, expected: $0.expected, actual: $0.actual)
    }
    guard !comments.isEmpty || !whole.isEmpty else { return [] }
    return [
      Observation(
        members: comments.count,
        evidence: shownPairs("comment of the zip", whole) + shownPairs("comment of a member", comments)
      ) { inventory in
        inventory.without([.zipComment]).editingMembers { $0.zip?.comment = [] }
      }
    ]
  }
}
