import Diagnostics
package import Graph

/// Why an element can't be made: one of the elements that it directly waits for.
package struct Blocker: Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    /// The element is built with it.
    case dependency
    /// It has to vouch for these first.
    case conditions([ConditionEdge])
  }

  package let element: ElementID
  package let reason: Reason
}

/// Tells of elements that can't be made by whom they are held up, down to the root.
package struct Blockage: Sendable {
  /// What keeps an element from being there.
  package enum Obstacle: Hashable, Sendable { case failed, undecided, blocked }

  private let graph: ElementGraph
  private let obstacles: [Obstacle?]
  /// Whether there is an obstacle in what is staged with each element.
  private let hasObstacle: [Bool]

  /// - Parameter obstacles: By element id.
  init(_ graph: ElementGraph, _ obstacles: [Obstacle?]) {
    (self.graph, self.obstacles) = (graph, obstacles)
    var hasObstacle = obstacles.map { $0 != nil }
    for element in graph.elements where element.runtimeDependencies.contains(where: { hasObstacle[$0] }) {
      hasObstacle[element.id] = true
    }
    self.hasObstacle = hasObstacle
  }

  /// Everything that a blocked element directly waits for and that will not come: dependencies first, by id, then
  /// providers by name; nothing for an element that is not blocked.
  package func blockers(of element: ElementID) -> [Blocker] {
    guard obstacles[element] == .blocked else { return [] }
    let edges = Dictionary(grouping: graph.conditionEdges(of: element), by: \.provider)
    return dependencies(of: element).map { Blocker(element: $0, reason: .dependency) }
      + graph.providers(of: element).filter { obstacles[$0] != nil }.map {
        Blocker(element: $0, reason: .conditions(edges[$0, default: []]))
      }
  }

  /// The failed or undecided elements at the end of all rows of blockers, by id.
  package func roots(of element: ElementID) -> [ElementID] {
    var (seen, waiting, roots): (Set<ElementID>, [ElementID], [ElementID]) = ([element], [element], [])
    while let next = waiting.popLast() {
      let blockers = blockers(of: next).map(\.element)
      if blockers.isEmpty, obstacles[next] != nil { roots.append(next) }
      waiting += blockers.filter { seen.insert($0).inserted }
    }
    return roots.sorted()
  }

  /// The nearest elements with an obstacle in the build closure.
  private func dependencies(of element: ElementID) -> [ElementID] {
    var waiting = graph.elements[element].buildDependencies.filter { hasObstacle[$0] }
    var (seen, result) = (Set(waiting), [ElementID]())
    while let next = waiting.popLast() {
      guard obstacles[next] == nil else {
        result.append(next)
        continue
      }
      waiting += graph.elements[next].runtimeDependencies.filter { hasObstacle[$0] && seen.insert($0).inserted }
    }
    return result.sorted()
  }
}

extension Blockage {
  /// Such as `app-pkg.bst blocked: tested(lib.bst) by lib-test.bst, itself blocked: licensed(base.bst) by
  /// base-lic.bst`; nil for an element that is not blocked.
  package func explanation(of element: ElementID) -> String? {
    reasons(of: element).map { "\(name(element)) blocked: \($0)" }
  }

  /// The same without the element itself: `tested(lib.bst) by lib-test.bst`.
  package func reasons(of element: ElementID) -> String? {
    let blockers = blockers(of: element)
    guard !blockers.isEmpty else { return nil }
    let told = blockers.prefix(10).map(row) + (blockers.count > 10 ? ["and \(blockers.count - 10) more"] : [])
    return told.joined(separator: "; ")
  }

  /// A blocker with its own first blocker and so on; the middle of a long row is left out.
  private func row(_ first: Blocker) -> String {
    var row = [first]
    while let last = row.last, let next = blockers(of: last.element).first { row.append(next) }
    var steps = row.map(text)
    if steps.count > 10 { steps.replaceSubrange(5..<(steps.count - 4), with: ["\(steps.count - 9) more"]) }
    return steps.joined(separator: ", itself blocked: ")
  }

  private func text(_ blocker: Blocker) -> String {
    let isUndecided = obstacles[blocker.element] == .undecided
    switch blocker.reason {
    case .dependency:
      let verdict = obstacles[blocker.element] == .failed ? " failed" : ""
      return "dependency \(name(blocker.element))" + (isUndecided ? " could not be decided" : verdict)
    case .conditions(let edges):
      let conditions = edges.map { "\(escaped($0.condition))(\(name($0.subject)))" }.joined(separator: ", ")
      return "\(conditions) by \(name(blocker.element))" + (isUndecided ? ", which could not be decided" : "")
    }
  }

  private func name(_ element: ElementID) -> String { escaped(graph.elements[element].name) }
}
