package import Comparison

/// Recognises one cause in two inventories.
package protocol CauseRule: Sendable {
  /// What the cause means.
  var description: CauseDescription { get }

  /// What speaks for the cause; nothing where it does not show.
  func observe(_ pair: InventoryPair) -> [Observation]
}

/// A pure function of inventories that takes away what a cause brings in.
package typealias Transformation = @Sendable (Inventory) -> Inventory

/// What a rule has seen, and the transformation that would prove it.
package struct Observation: Sendable {
  package var members: Int
  package var evidence: [String]
  /// The confidence as long as nothing is proven.
  package var confidence: Cause.Confidence
  /// Nil where the cause can't be proven from inventories.
  package var transformation: Transformation?

  package init(
    members: Int, evidence: [String], confidence: Cause.Confidence = .likely, transformation: Transformation? = nil
  ) {
    (self.members, self.evidence, self.confidence) = (members, evidence, confidence)
    self.transformation = transformation
  }
}

/// Two inventories and how they differ.
package struct InventoryPair: Sendable {
  package var expected: Inventory
  package var actual: Inventory
  package var difference: InventoryDifference

  package init(expected: Inventory, actual: Inventory, difference: InventoryDifference? = nil) {
    (self.expected, self.actual) = (expected, actual)
    self.difference = difference ?? compare(expected: expected, actual: actual)
  }

  /// The pair with a transformation applied to both sides.
  func applying(_ transformation: Transformation) -> InventoryPair {
    InventoryPair(expected: transformation(expected), actual: transformation(actual))
  }

  /// The number of things that differ: fields of the artifacts as a whole, members that are missing or extra,
  /// and fields of the others.
  ///
  /// A content that several causes explain together counts once more for each, so that taking one away shows.
  var weight: Int {
    difference.differences.reduce(difference.container.count) { sum, difference in
      sum + max(1, difference.fields.count)
        + (difference.differs(in: .content) ? difference.expected?.examination?.causes.count ?? 0 : 0)
    }
  }

  /// The matched members that differ in one of some fields.
  func members(differingIn fields: MemberField...) -> [(expected: InventoryMember, actual: InventoryMember)] {
    difference.differences.compactMap { difference in
      guard fields.contains(where: difference.differs), let expected = difference.expected,
        let actual = difference.actual
      else { return nil }
      return (expected, actual)
    }
  }

  /// The members that one side has and the other has not.
  var unmatched: [Difference] { difference.differences.filter { $0.kind == .missing || $0.kind == .extra } }
}
