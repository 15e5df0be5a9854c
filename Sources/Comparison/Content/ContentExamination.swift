package import Store

/// What is known of why two contents differ, found while their bytes were at hand.
package struct ContentExamination: Hashable, Sendable {
  /// The causes that were recognised, in the order in which their transformations are applied.
  package var causes: [ContentCause]
  /// Whether the transformations of all `causes`, applied to both contents, make them equal.
  package var isExplained: Bool
  /// What the contents say of other members, where that is all they differ in.
  package var listings: [ListedDigest]

  package init(causes: [ContentCause] = [], isExplained: Bool = false, listings: [ListedDigest] = []) {
    (self.causes, self.isExplained, self.listings) = (causes, isExplained, listings)
  }
}

/// One cause in one content.
package struct ContentCause: Hashable, Sendable {
  /// The name in the catalog of causes, such as `build-path`.
  package var id: String
  /// What was observed, one sentence a line; text from the contents is escaped.
  package var evidence: [String]

  package init(id: String, evidence: [String]) { (self.id, self.evidence) = (id, evidence) }
}

/// A line of a checksum list that differs only because the member it lists does.
package struct ListedDigest: Hashable, Sendable {
  /// The listed member's name as the list has it.
  package var name: [UInt8]
  /// What each side says of it; nil where a side does not list it.
  package var expected: ContentDigest?
  package var actual: ContentDigest?

  package init(name: [UInt8], expected: ContentDigest?, actual: ContentDigest?) {
    (self.name, self.expected, self.actual) = (name, expected, actual)
  }
}

/// Looks for the causes of a difference in the bytes of two contents.
package protocol ContentExaminer: Sendable {
  /// The two contents differ; `name` is the member's, which may tell the format.
  func examine(name: [UInt8], expected: [UInt8], actual: [UInt8]) -> ContentExamination
}
