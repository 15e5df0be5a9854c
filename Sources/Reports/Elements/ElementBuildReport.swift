package import Building
import Diagnostics
package import Graph
import Specs

/// What `assay build` and `assay test` print of a project of elements.
package struct ElementBuildReport: Sendable {
  /// What the log of an artifact says.
  package typealias LogReader = @Sendable (Artifact) -> String

  private let graph: ElementGraph
  private let isTest: Bool
  private let stack: String
  private let log: LogReader
  private let linesShown = 20

  /// - Parameters:
  ///   - stack: As commands take it.
  ///   - isTest: Whether the graph's targets are tests.
  package init(_ graph: ElementGraph, stack: String, isTest: Bool = false, log: @escaping LogReader) {
    (self.graph, self.stack, self.isTest, self.log) = (graph, stack, isTest, log)
  }

  /// What is said as soon as an element is finished, lines with their ends; nothing of what is told at the end.
  package func finished(_ name: String, _ state: BuildState, _ artifact: Artifact?) -> String {
    let isTest = isTest && graph[name].map { graph.targets.contains($0.id) } == true
    switch state {
    case .built: return line(isTest ? "passed" : "built", name)
    case .aliased: return isTest ? line("passed", name, ": its files were there already") : line("aliased", name)
    case .failed(isReplayed: false): return failure(name, artifact, isReplayed: false)
    case .undecided: return line("undecided", name)
    default: return ""
    }
  }

  /// What has to be said in the end: what was there before, who is blocked by whom, and how many of each there are.
  package func ended(_ result: BuildResult) -> String {
    let states = result.report.states
    var text = ""
    for id in graph.targets where states[id] == .cached {
      text += line(isTest ? "passed" : "cached", graph.elements[id].name, isTest ? " (cached)" : "")
    }
    for id in states.indices where states[id] == .failed(isReplayed: true) {
      text += failure(graph.elements[id].name, result[id].artifact, isReplayed: true)
    }
    let blockage = result.report.blockage
    for id in states.indices where states[id] == .blocked {
      text += line("blocked", graph.elements[id].name, blockage.reasons(of: id).map { ": \($0)" } ?? "")
    }
    return text + "total: \(summary(states))\n"
  }

  private func summary(_ states: [BuildState]) -> String {
    let words = states.indices.map { word(states[$0], isTest: isTest && graph.targets.contains($0)) }
    let order = ["passed", "built", "aliased", "cached", "failed", "undecided", "blocked", "not started"]
    let counts = order.map { word in (words.count { $0 == word }, word) }.filter { $0.0 > 0 }
    return counts.isEmpty ? "nothing to do" : counts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }

  /// Nil for what nothing asked for.
  private func word(_ state: BuildState, isTest: Bool) -> String? {
    switch state {
    case .untouched: nil
    case .lookedUp, .waiting, .ready, .started, .cancelled: "not started"
    case .cached: isTest ? "passed" : "cached"
    case .built: isTest ? "passed" : "built"
    case .aliased: isTest ? "passed" : "aliased"
    case .failed: "failed"
    case .undecided: "undecided"
    case .blocked: "blocked"
    }
  }

  private func failure(_ name: String, _ artifact: Artifact?, isReplayed: Bool) -> String {
    var message = ""
    if case .failed(let text)? = artifact?.outcome { message = ": \(escaped(text))" }
    let lines = artifact.map(log)?.split(whereSeparator: \.isNewline).suffix(linesShown) ?? []
    return line("failed", name, message) + lines.map { "    \(escaped(String($0)))\n" }.joined()
      + (isReplayed
        ? "  as in an earlier build; run it again: assay \(isTest ? "test" : "build") \(stack) --retry-failed\n" : "")
      + "  the whole log: assay artifact log \(stack) \(escaped(name))\n"
  }

  private func line(_ word: String, _ name: String, _ more: String = "") -> String {
    word + String(repeating: " ", count: 11 - word.count) + escaped(name) + more + "\n"
  }
}
