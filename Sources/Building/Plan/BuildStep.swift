package import Graph
package import Store

/// What whoever drives a ``BuildSchedule`` has to do next for one element.
package enum BuildStep: Hashable, Sendable {
  /// Find out what the store holds under the element's keys; ends with ``BuildOutcome/found(_:)``.
  case lookUp(ElementID)
  /// Stage and run, then keep the artifact; ends with any other outcome.
  case run(ElementID)
  /// Name what is there under the element's payload key by its artifact key too, `aliased-from` set: nothing is run.
  /// A recorded failure is named in the same way. Ends with `succeeded` or `failed`, as what is named says.
  case alias(ElementID, from: ContentDigest)

  package var element: ElementID {
    switch self {
    case .lookUp(let element), .run(let element), .alias(let element, from: _): element
    }
  }
}

/// What became of a step.
package enum BuildOutcome: Hashable, Sendable {
  /// The answer to ``BuildStep/lookUp(_:)``.
  case found(StoredElement)
  case succeeded
  /// A command failed; the failure is kept under both keys.
  case failed
  /// It can't be told whether the element works: the machine, the store or a limit got in the way. Nothing is kept.
  case undecided
  /// The step was ended from outside. Nothing is kept.
  case cancelled
}

/// What the store holds for an element.
package struct StoredElement: Hashable, Sendable {
  package enum Artifact: Hashable, Sendable { case succeeded, failed }

  package struct Payload: Hashable, Sendable {
    /// The artifact key under which the payload was made.
    package var madeAs: ContentDigest
    package var artifact: Artifact

    package init(madeAs: ContentDigest, _ artifact: Artifact) { (self.madeAs, self.artifact) = (madeAs, artifact) }
  }

  /// Under the artifact key.
  package var artifact: Artifact?
  /// Under the payload key.
  package var payload: Payload?

  package init(artifact: Artifact? = nil, payload: Payload? = nil) {
    (self.artifact, self.payload) = (artifact, payload)
  }
}

/// What happens to the rest when an element fails.
package enum FailurePolicy: String, Hashable, Sendable, CaseIterable {
  /// Everything is built that does not depend on the failure.
  case `continue`
  /// What runs is finished, and nothing is started.
  case quit
}
