import Diagnostics
package import Verification

/// The report for a terminal: what deserves a second look, the checks, then what is wrong, the verdict last, where the eye is.
package struct TextReport {
  /// Colour is only ever an addition: the text reads the same without.
  private let isColoured: Bool

  package init(isColoured: Bool) { self.isColoured = isColoured }

  package func render(_ report: VerificationReport) -> String {
    var body = TextReportBody(isColoured: isColoured, sharedHints: sharedHints(report))
    var lines = report.review.map { "review: \($0.sentence)" }
    lines += report.warnings.map(\.description)
    lines += report.checks.flatMap { body.check($0) }
    lines += report.notes.map { "note: \($0)" }
    lines += body.sharedHints.map { "hint: \($0)" }
    return (lines + [verdict(report)]).map { $0 + "\n" }.joined()
  }

  /// Hints that go with several findings: told once, at the end.
  private func sharedHints(_ report: VerificationReport) -> [String] {
    let hints = Set(report.checks.flatMap(\.findings).map(FindingID.init)).compactMap(\.hint)
    var counts: [String: Int] = [:]
    for hint in hints { counts[hint, default: 0] += 1 }
    var seen: Set<String> = []
    return report.checks.flatMap(\.findings).compactMap(\.hint)
      .filter { counts[$0, default: 0] > 1 && seen.insert($0).inserted }
  }

  private func verdict(_ report: VerificationReport) -> String {
    let (word, colour): (String, TextColour) =
      switch report.verdict {
      case .passed: ("verified", .green)
      case .failed: ("failed", .red)
      case .undecided: ("undecided", .yellow)
      }
    return colour.paint(word, if: isColoured) + ": \(report.verdictReason)"
  }
}
