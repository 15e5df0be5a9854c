package import Diagnostics
package import Store
import SystemPackage

/// The artifacts of a store, by project, element and key.
///
/// `artifacts/PROJECT/ELEMENT/KEY` holds what an element's artifact key names. Where that key differs from the payload
/// key, `payloads/PROJECT/ELEMENT/PAYLOAD-KEY` holds the same, for those that are gated otherwise and need no building.
package struct ArtifactStore: Sendable {
  package let store: ContentStore

  package init(_ store: ContentStore) { self.store = store }

  /// The artifact under a key; nil when there is none, or its content is gone.
  package func artifact(_ project: String, _ element: String, _ key: ContentDigest) -> Artifact? {
    read(name("artifacts", project, element, key))
  }

  /// What is there under a payload key, whatever gated it.
  package func payload(_ project: String, _ element: String, _ key: ContentDigest) -> Artifact? {
    gatedPayload(project, element, key) ?? artifact(project, element, key)
  }

  /// The same of what was gated when it was made.
  func gatedPayload(_ project: String, _ element: String, _ key: ContentDigest) -> Artifact? {
    read(name("payloads", project, element, key))
  }

  /// Keeps an artifact under its keys, in place of what was there.
  package func save(_ artifact: Artifact) throws(Diagnostic) {
    if artifact.payloadKey != artifact.key, artifact.aliasedFrom == nil {
      try store.saveRecord(
        artifact.record, named: name("payloads", artifact.project, artifact.element, artifact.payloadKey))
    }
    try store.saveRecord(artifact.record, named: name("artifacts", artifact.project, artifact.element, artifact.key))
  }

  /// Forgets an artifact and its payload; the content stays until the store is cleaned up.
  package func remove(_ artifact: Artifact) throws(Diagnostic) {
    try store.removeRecord(named: name("artifacts", artifact.project, artifact.element, artifact.key))
    try store.removeRecord(named: name("artifacts", artifact.project, artifact.element, artifact.payloadKey))
    try store.removeRecord(named: name("payloads", artifact.project, artifact.element, artifact.payloadKey))
  }

  /// All artifacts of a project's element, in order of their keys.
  package func artifacts(_ project: String, _ element: String) throws(Diagnostic) -> [Artifact] {
    let folder = "artifacts/\(fileName(project))/\(fileName(stem(element)))"
    return try store.recordNames(in: folder).compactMap { read("\(folder)/\($0)") }.filter { $0.element == element }
  }

  /// Forgets those whose content is not whole any more, so that they are made again.
  func forgetIncomplete(_ artifacts: [Artifact]) throws(Diagnostic) {
    for artifact in artifacts where !store.isWhole(artifact.files) { try remove(artifact) }
  }

  private func read(_ name: String) -> Artifact? {
    guard let artifact = store.record(named: name).flatMap(Artifact.init(record:)), store.contains(artifact.files),
      artifact.log.map(store.contains) ?? true
    else { return nil }
    return artifact
  }

  private func name(_ folder: String, _ project: String, _ element: String, _ key: ContentDigest) -> String {
    "\(folder)/\(fileName(project))/\(fileName(stem(element)))/\(key.hex)"
  }

  /// An element's name without `.bst`, which all have.
  private func stem(_ element: String) -> String { element.hasSuffix(".bst") ? String(element.dropLast(4)) : element }
}

/// One name on a disk for a name of a project: never `.` or `..`, nor longer than disks allow.
///
/// Names that become the same are told apart by the keys below them.
private func fileName(_ name: String) -> String {
  let flat = name.replacing("/", with: "-")
  let safe = flat.isEmpty || flat.hasPrefix(".") ? "_" + flat : flat
  return safe.utf8.count <= 200 ? safe : "\(safe.prefix(100))-\(ContentDigest(of: name).hex.prefix(16))"
}
