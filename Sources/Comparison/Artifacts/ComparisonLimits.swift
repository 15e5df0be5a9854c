package import Archives

/// How much work and memory a comparison of two artifacts may take.
package struct ComparisonLimits: Hashable, Sendable {
  /// Holds for each side, archives inside archives included.
  package var reading = ReadingLimits.standard
  package var content = ContentLimits()
  /// How many archives may be nested in one another, the outermost included; nil for any number.
  package var depth: Int? = 12

  /// When to stop; nil for never.
  package var time: Duration?

  package init() {}
}
