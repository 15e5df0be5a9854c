import Building
import Diagnostics
import Graph
import Specs
import Store

/// What is asked of a build, whatever is expected of its outputs.
extension ElementBuild {
  /// A command that fails is a real failure; what could not be found out is not.
  var check: CheckResult {
    let notes = warnings.map { "\($0.severity): \($0.message)" }
    let findings = problems.map { Finding($0) }
    let hasFailed = problems.contains { $0.code == "element.failed" }
    return findings.isEmpty
      ? CheckResult(.build, outcome: .passed, notes: notes)
      : CheckResult(.build, outcome: hasFailed ? .failed : .undecided, findings: findings, notes: notes)
  }

  /// Every gate was passed: the elements that vouch for each target now are those that are expected to, and the store
  /// holds what each of them made.
  func checkConditions(of stack: ElementStack) -> CheckResult {
    let graph = stack.elements.graph
    var (findings, count) = ([Finding](), 0)
    for output in outputs {
      guard let id = graph.targets.first(where: { ElementBuild.outputName(graph.elements[$0].name) == output.name })
      else { continue }
      let edges = graph.conditionEdges(of: id)
      count += edges.count
      let recorded = stack.elements.artifact(of: id)?.conditions ?? []
      let unmet = edges.filter { edge in
        let provider = graph.elements[edge.provider].name
        let isRecorded = recorded.contains {
          $0.condition == edge.condition && $0.subject == graph.elements[edge.subject].name
            && $0.provider.element == provider && $0.provider.key == stack.elements.keys[edge.provider].artifact
        }
        return !isRecorded || stack.elements.artifact(of: edge.provider)?.succeeded != true
      }
      findings += unmet.map { edge in
        let (subject, provider) = (graph.elements[edge.subject].name, graph.elements[edge.provider].name)
        return Finding(
          Diagnostic(
            "conditions.unmet",
            "nothing proves \(escaped(edge.condition))(\(escaped(subject))) by '\(escaped(provider))'", at: edge.place,
            hint: "remove the artifact and build again: assay artifact delete \(escaped(stack.name)) "
              + escaped(graph.elements[id].name)), layer: escaped(output.name))
      }
    }
    let result = CheckResult(
      .conditions, findings: findings, notes: findings.isEmpty ? ["\(count) of \(count) met"] : [])
    return undecidedWhenIncomplete(result)
  }

  func undecidedWhenIncomplete(_ result: CheckResult) -> CheckResult {
    guard !missing.isEmpty else { return result }
    var result = result
    result.notes.append(
      "not built: \(missing.sorted(by: byteOrder).map { "'\(escaped($0))'" }.joined(separator: ", "))")
    if result.outcome == .passed { result.outcome = .undecided }
    return result
  }
}
