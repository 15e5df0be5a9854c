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
  /// What equality after the transformation shows; less than proven where other causes could be taken away by it too.
  package var confidenceWhenEqual = Cause.Confidence.proven

  package init(
    members: Int, evidence: [String], confidence: Cause.Confidence = .likely, transformation: Transformation? = nil
  ) {
    (self.members, self.evidence, self.confidence) = (members, evidence, confidence)
    self.transformation = transformation
  }
}
