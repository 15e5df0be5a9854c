import Diagnostics
package import Verification

/// The report as JUnit XML: a test suite for the stack and platform, a test case for each check, and one for each layer
/// that a check found something about.
package struct JUnitReport {
  private let differencesShown = 100

  package init() {}

  package func render(_ report: VerificationReport) -> String {
    let cases = report.checks.flatMap(cases)
    let review = report.review.map { "review: \($0.sentence)" }
    let notes = review + report.warnings.flatMap(\.lines) + report.notes.map { "note: \($0)" }
    return JUnitSuite(name: "\(escaped(report.stack)) \(report.platform)", cases: cases, notes: notes).document
  }

  private func cases(_ check: CheckResult) -> [JUnitCase] {
    var layers: [String] = []
    for layer in check.findings.compactMap(\.layer) where !layers.contains(layer) { layers.append(layer) }
    let own = check.findings.filter { $0.layer == nil }
    let elsewhere = layers.isEmpty ? [] : ["see \(layers.map { "'\($0)'" }.joined(separator: ", "))"]
    let kind: JUnitCase.Kind =
      switch check.outcome {
      case .passed: .passed
      case .failed: .failure
      case .undecided: .error
      case .skipped: .skipped
      }
    var lines = own.flatMap(lines) + elsewhere + check.notes
    if lines.isEmpty, kind != .passed { lines = [check.id.meaning] }
    let first = JUnitCase(name: check.id.rawValue, kind: kind, lines: lines, type: own.first?.code ?? check.id.rawValue)
    return [first] + layers.map { layer in self.layer(layer, check.findings.filter { $0.layer == layer }, check.id) }
  }

  private func layer(_ name: String, _ findings: [Finding], _ id: CheckID) -> JUnitCase {
    let kind: JUnitCase.Kind = findings.allSatisfy(\.isObstacle) ? .error : .failure
    return JUnitCase(
      name: "\(id.rawValue): \(name)", kind: kind, lines: findings.flatMap(lines),
      type: findings.first?.code ?? id.rawValue)
  }

  private func lines(_ finding: Finding) -> [String] {
    [finding.placedSentence] + finding.lines(differences: differencesShown).map { "  \($0)" }
  }
}
