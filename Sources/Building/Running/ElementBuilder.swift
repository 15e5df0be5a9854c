package import Execution
package import Graph
import Specs
import Store

/// Builds elements: does what a ``BuildSchedule`` asks for, several things side by side.
package struct ElementBuilder: Sendable {
  package let graph: ElementGraph
  package let keys: ElementKeys
  package let artifacts: ArtifactStore
  let sources: SourceTrees
  let executor: any Executor
  let trees: KnownTrees

  /// - Parameters:
  ///   - sources: In which the local sources behind `keys` were read.
  ///   - executor: Best one that looks actions up first, since elements with other keys may need the same work.
  package init(
    _ graph: ElementGraph, _ keys: ElementKeys, artifacts: ArtifactStore, sources: SourceTrees, executor: any Executor
  ) {
    (self.graph, self.keys, self.artifacts) = (graph, keys, artifacts)
    (self.sources, self.executor) = (sources, executor)
    trees = KnownTrees(artifacts.store)
  }

  /// Builds what the graph is made for; failures are part of the result.
  ///
  /// When the task is cancelled, what runs is ended, and its elements are told to be cancelled.
  ///
  /// - Parameter progress: Called as things happen, from one task.
  package func build(
    _ options: BuildOptions = BuildOptions(), progress: @Sendable (BuildEvent) -> Void = { _ in }
  ) async -> BuildResult {
    var schedule = BuildSchedule(
      graph, keys, targets: graph.targets, onError: options.failurePolicy, retriesFailed: options.retriesFailed,
      jobs: max(1, options.jobs))
    var details: [ElementID: ElementDetail] = [:]
    await withTaskGroup(of: (ElementID, BuildOutcome, ElementDetail).self) { group in
      while !schedule.isDone {
        var hasAnswers = false
        for step in schedule.next() {
          switch step {
          case .lookUp(let element):
            let (stored, artifact) = lookUp(element)
            details[element, default: ElementDetail()].artifact = artifact
            schedule.finished(element, .found(stored))
            hasAnswers = true
          case .run(let element):
            progress(.started(graph.elements[element].name))
            group.addTask { await run(element, timeout: options.timeout) }
          case .alias(let element, let key):
            group.addTask { alias(element, from: key) }
          }
        }
        if hasAnswers { continue }
        guard let (element, outcome, detail) = await group.next() else { break }
        details[element] = detail
        schedule.finished(element, outcome)
        progress(.finished(graph.elements[element].name, schedule.report[element]))
      }
    }
    return BuildResult(report: schedule.report, details: details)
  }

  /// The artifact of an element; nil when it is not in the store.
  package func artifact(of element: ElementID) -> Artifact? {
    artifacts.artifact(graph.projectName, graph.elements[element].name, keys[element].artifact)
  }

  private func lookUp(_ element: ElementID) -> (stored: StoredElement, artifact: Artifact?) {
    artifacts.lookUp(graph.projectName, graph.elements[element].name, keys[element])
  }

  func payload(of element: ElementID) -> Artifact? {
    artifacts.payload(graph.projectName, graph.elements[element].name, keys[element].payload)
  }
}
