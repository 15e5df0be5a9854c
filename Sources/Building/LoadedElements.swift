package import Diagnostics
package import Execution
package import Graph
package import Specs
package import Store
import SystemPackage

/// A project of elements, loaded for some targets, with the keys of all that they need; nothing has been run.
package struct LoadedElements: Sendable {
  package let project: ElementProject
  package let graph: ElementGraph
  package let keys: ElementKeys
  package let artifacts: ArtifactStore
  private let sources: SourceTrees

  /// Reads the project and its local sources.
  ///
  /// - Parameters:
  ///   - targets: Names of elements; without any those that the stack names, else the project's defaults, else all.
  ///   - goal: What the graph is for.
  /// - Throws: Every problem of the project, of its graph, or of its local sources.
  package init(
    _ source: ElementSource, targets: [String] = [], goal: ElementGraph.Goal = .build, store: ContentStore,
    fetcher: Fetcher
  ) throws(DiagnosticList) {
    let named = targets.isEmpty ? source.targets : targets
    project = try ElementProject.load(
      source.folder, targets: named.isEmpty ? nil : named, options: source.options)
    graph = try ElementGraph(project, targets: named, goal: goal)
    var sources = SourceTrees(store: store, fetcher: fetcher, projectFolder: project.folder)
    keys = try ElementKeys(graph, localSources: try sources.readLocal(of: graph.elements.lazy.map(\.declaration)))
    (self.sources, artifacts) = (sources, ArtifactStore(store))
  }

  /// What builds them.
  package func builder(_ executor: any Executor) -> ElementBuilder {
    ElementBuilder(graph, keys, artifacts: artifacts, sources: sources, executor: executor)
  }

  /// What the store holds of an element; nil when it is not there.
  package func artifact(of element: ElementID) -> Artifact? {
    artifacts.artifact(graph.projectName, graph.elements[element].name, keys[element].artifact)
  }

  /// The problem of a condition that nobody vouches for; nil when somebody does.
  package func problem(ofUnprovided condition: String) -> Diagnostic? {
    let known = Set(project.elements.values.flatMap(\.conditionProviders).map(\.condition))
    guard !known.contains(condition) else { return nil }
    return Diagnostic(
      "element.condition-unprovided", "nothing that was asked for has a test for the condition '\(escaped(condition))'",
      hint: suggestion(for: condition, among: known)
        ?? "name who vouches in an element: condition-providers: {\(escaped(condition)): [TEST.bst]}")
  }
}
