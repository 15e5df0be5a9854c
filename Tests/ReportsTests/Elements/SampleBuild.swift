import Diagnostics
import Graph
import Specs
import Store
import TestSupport

@testable import Building

/// A build that only pretends: of an empty store, with outcomes as a test wants them; names are without `.bst`.
struct SampleBuild {
  let graph: ElementGraph
  private(set) var result: BuildResult

  /// - Parameters:
  ///   - outcomes: What becomes of an element instead of its success.
  ///   - found: Elements whose artifact is there.
  init(
    _ project: ElementProject, goal: ElementGraph.Goal = .build, onError policy: FailurePolicy = .continue,
    outcomes: [String: BuildOutcome] = [:], found: [String: StoredElement.Artifact] = [:]
  ) throws {
    graph = try ElementGraph(project, goal: goal)
    let keys = try ElementKeys(graph)
    var schedule = BuildSchedule(graph, keys, targets: graph.targets, onError: policy, jobs: 1)
    while !schedule.isDone {
      for step in schedule.next() {
        let name = String(graph.elements[step.element].name.dropLast(4))
        switch step {
        case .lookUp(let id): schedule.finished(id, .found(StoredElement(artifact: found[name])))
        case .run(let id), .alias(let id, from: _): schedule.finished(id, outcomes[name] ?? .succeeded)
        }
      }
    }
    let report = schedule.report
    let details = graph.elements.map { ($0.id, Self.detail(of: $0, report[$0.id], keys)) }
    result = BuildResult(report: report, details: Dictionary(uniqueKeysWithValues: details))
  }

  /// What is said of every element as soon as it is finished, in the order of the graph.
  func finished(_ report: (String, BuildState, Artifact?) -> String) -> String {
    graph.elements.map { report($0.name, result.report[$0.id], result[$0.id].artifact) }.joined()
  }

  private static func detail(of element: Element, _ state: BuildState, _ keys: ElementKeys) -> ElementDetail {
    switch state {
    case .failed:
      ElementDetail(artifact: .sample(element.name, keys[element.id], .failed("command 1 of 1 ended with 3: <\"x\">")))
    case .undecided:
      ElementDetail(problems: [Diagnostic("element.timed-out", "it took too long", at: element.declaration.place)])
    case .built, .cached, .aliased: ElementDetail(artifact: .sample(element.name, keys[element.id], .succeeded))
    default: ElementDetail()
    }
  }
}

extension Artifact {
  static func sample(_ element: String, _ keys: ElementKeys.Pair, _ outcome: Outcome) -> Artifact {
    Artifact(
      project: "sample", element: element, key: keys.artifact, payloadKey: keys.payload, outcome: outcome,
      files: Folder().digest, log: nil, dependencies: [], conditions: [], publicData: "{}", aliasedFrom: nil)
  }
}
