import Graph
import Store

extension ArtifactStore {
  /// What there is for an element of a project under its keys, and the artifact where it is named already.
  func lookUp(
    _ project: String, _ element: String, _ keys: ElementKeys.Pair
  ) -> (stored: StoredElement, artifact: Artifact?) {
    if let artifact = artifact(project, element, keys.artifact) {
      return (StoredElement(artifact: artifact.stored), artifact)
    }
    // Where both keys are the same, that name has just been looked up.
    let payload =
      keys.isGated
      ? payload(project, element, keys.payload) : gatedPayload(project, element, keys.payload)
    return (StoredElement(payload: payload.map { .init(madeAs: $0.madeAs, $0.stored) }), nil)
  }
}

extension Artifact {
  fileprivate var stored: StoredElement.Artifact { succeeded ? .succeeded : .failed }

  /// The artifact key under which the payload was made.
  var madeAs: ContentDigest { aliasedFrom ?? key }
}
