package import Store

/// What building an element gave: its files, or that it failed, and all that it was made with.
package struct Artifact: Hashable, Sendable {
  package enum Outcome: Hashable, Sendable {
    case succeeded
    /// With a line that says what went wrong.
    case failed(String)
  }

  package var project: String
  package var element: String
  /// The name of the artifact: all that it was made with and that it was gated by.
  package var key: ContentDigest
  package var payloadKey: ContentDigest
  package var outcome: Outcome
  /// The tree that the element stands for; empty when it failed.
  package var files: ContentDigest
  /// What its commands wrote; nil when none were run.
  package var log: ContentDigest?
  /// What was staged for it, in staging order.
  package var dependencies: [NamedArtifact]
  /// Why it was allowed to be made; in order of the elements' names.
  package var conditions: [ConditionMet]
  /// The element's public data as canonical JSON text.
  package var publicData: String
  /// The artifact key under which the payload was made, when that is another one.
  package var aliasedFrom: ContentDigest?

  package var succeeded: Bool { outcome == .succeeded }

  /// An element and the key of its artifact.
  package struct NamedArtifact: Hashable, Sendable {
    package var element: String
    package var key: ContentDigest

    package init(element: String, key: ContentDigest) { (self.element, self.key) = (element, key) }
  }

  /// A condition that `subject` had to meet, and the artifact that vouches for it.
  package struct ConditionMet: Hashable, Sendable {
    package var condition: String
    package var subject: String
    package var provider: NamedArtifact

    package init(condition: String, subject: String, provider: NamedArtifact) {
      (self.condition, self.subject, self.provider) = (condition, subject, provider)
    }
  }
}
