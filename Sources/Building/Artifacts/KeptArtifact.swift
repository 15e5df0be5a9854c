package import Diagnostics
package import Graph
import Specs
package import Store

/// An artifact of the store, and whether it is the one that its element has now.
package struct KeptArtifact: Hashable, Sendable {
  package let artifact: Artifact
  /// Whether its key is the element's; else the element was another one when it was made.
  package let isCurrent: Bool

  package init(_ artifact: Artifact, isCurrent: Bool) { (self.artifact, self.isCurrent) = (artifact, isCurrent) }
}

extension LoadedElements {
  /// All artifacts of the targets, by element; the current one first, then by key.
  package func keptArtifacts() throws(Diagnostic) -> [KeptArtifact] {
    var result: [KeptArtifact] = []
    for id in graph.targets {
      let all = try artifacts.artifacts(graph.projectName, graph.elements[id].name)
      let kept = all.map { KeptArtifact($0, isCurrent: $0.key == keys[id].artifact) }
      result += kept.filter(\.isCurrent) + kept.filter { !$0.isCurrent }
    }
    return result
  }

  /// The artifacts that elements have now, failures too.
  ///
  /// - Throws: `artifact.missing` for each element without one.
  package func currentArtifacts(of elements: [ElementID]) throws(DiagnosticList) -> [Artifact] {
    let found = elements.map { ($0, artifact(of: $0)) }
    let missing = found.filter { $0.1 == nil }.map { id, _ in
      Diagnostic(
        "artifact.missing", "the store has no artifact of '\(escaped(graph.elements[id].name))' as it is now",
        at: graph.elements[id].declaration.place, hint: "build it first")
    }
    guard missing.isEmpty else { throw DiagnosticList(missing) }
    return found.compactMap(\.1)
  }

  /// The trees of the targets and what a scope adds to them, one over the other in staging order.
  ///
  /// - Throws: `artifact.missing` or `element.failed` for each element without a tree, and `store.…`.
  package func tree(_ scope: DependencyScope) throws -> Folder {
    let ids = graph.elements(graph.targets, with: scope)
    let artifacts = try currentArtifacts(of: ids)
    let failures = zip(ids, artifacts).compactMap { id, artifact in artifact.failure(of: graph.elements[id]) }
    guard failures.isEmpty else { throw DiagnosticList(failures) }
    return try artifacts.reduce(Folder()) { try $0.merging(self.artifacts.store.folder($1.files)) }
  }
}

extension ArtifactStore {
  /// What the commands of an artifact's element wrote; empty where none were run.
  ///
  /// - Throws: `store.…` when it is damaged.
  package func log(of artifact: Artifact) throws(Diagnostic) -> String {
    guard let log = artifact.log else { return "" }
    return String(decoding: try store.read(log), as: UTF8.self)
  }
}
