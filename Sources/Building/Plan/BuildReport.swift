package import Graph

/// How far the elements of a build have come.
package struct BuildReport: Sendable {
  package let graph: ElementGraph
  /// By element id.
  package let states: [BuildState]
  package let targets: [ElementID]

  init(_ graph: ElementGraph, states: [BuildState], targets: [ElementID]) {
    (self.graph, self.states, self.targets) = (graph, states, targets)
  }

  package subscript(element: ElementID) -> BuildState { states[element] }

  /// Whether all targets are there.
  package var succeeded: Bool { targets.allSatisfy { states[$0].isGood } }

  /// By whom elements are blocked.
  package var blockage: Blockage {
    Blockage(
      graph,
      states.map { state in
        switch state {
        case .failed: .failed
        case .undecided: .undecided
        case .blocked: .blocked
        default: nil
        }
      })
  }

  /// The elements in a state, by id.
  package func elements(where isIncluded: (BuildState) -> Bool) -> [ElementID] {
    states.indices.filter { isIncluded(states[$0]) }
  }
}
