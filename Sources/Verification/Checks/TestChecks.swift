import Diagnostics
import Graph
import Publishing
import Specs

extension VerificationState {
  /// Every test of layers passes, whether or not a layer demands that.
  func checkTests() async throws -> CheckResult {
    guard setup.platform == .current else {
      return CheckResult(
        .tests, outcome: .skipped, notes: ["testing needs a machine of the platform \(setup.platform.rawValue)"])
    }
    var (findings, obstacles, skipped) = ([Finding](), [Finding](), [String]())
    let outcomes = try await setup.pipeline.run(setup.graph.tests, statuses: statuses())
    for outcome in outcomes where !outcome.hasPassed {
      let name = outcome.test.buildName
      if case .failure(let problems) = outcome.result {
        if let reason = reasonNotToTest(problems) {
          skipped.append("'\(outcome.test.spec.name)' is skipped: \(reason)")
          continue
        }
        obstacles += problems.diagnostics.map { Finding($0, layer: name) }
        continue
      }
      let lines = outcome.lastLines
      findings.append(
        Finding(
          "test.failed", outcome.summary, layer: name, file: shownSpec,
          differences: lines.isEmpty
            ? [] : [ReportedDifference(path: "the end of its output", kind: .extra, detail: lines)],
          hint: "run it alone: \(setup.command("test")) \(name)"))
    }
    let passed = outcomes.filter(\.hasPassed).map { "'\($0.test.spec.name)'" }
    if !skipped.isEmpty, skipped.count == outcomes.count {
      return CheckResult(.tests, outcome: .skipped, notes: skipped)
    }
    return CheckResult(
      .tests, findings: findings, obstacles: obstacles,
      notes: (passed.isEmpty ? [] : ["passed \(passed.joined(separator: ", "))"]) + skipped)
  }

  private var shownSpec: String { shown(setup.graph.spec.file) }
}
