package import Diagnostics

/// Why an element waits for a provider that it does not depend on: one of its dependencies, the subject, names the
/// provider for a condition that the element requires.
///
/// Nothing of a provider is staged or run for the sake of such an edge.
package struct ConditionEdge: Hashable, Sendable {
  package let condition: String
  package let subject: ElementID
  package let provider: ElementID
  /// Where the subject names the provider.
  package let place: Place
}
