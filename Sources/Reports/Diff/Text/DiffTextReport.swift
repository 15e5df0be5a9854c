import Causes
import Comparison
import Diagnostics
package import Verification

/// The report of a diff for a terminal: the verdict, why, and then what differs, from the whole to the details.
///
/// Members that causes explain wholly are counted, so that a difference in all times of a large archive fits one screen.
package struct DiffTextReport {
  /// Colour is only ever an addition: the text reads the same without.
  private let isColoured: Bool
  private let limits: DiffReportLimits
  private let width: Int

  /// What can be told in one line or in several is told in several where it would be longer than `width` columns.
  package init(isColoured: Bool, limits: DiffReportLimits = .text, width: Int = 100) {
    (self.isColoured, self.limits, self.width) = (isColoured, limits, width)
  }

  package func render(_ report: DiffReport) -> String {
    var lines = DiffTextLines(limit: limits.bytes)
    let colour: TextColour =
      switch report.verdict {
      case .equal: .green
      case .different: .red
      case .undecided: .yellow
      }
    lines.add("\(colour.paint(report.verdictWords, if: isColoured)): \(report.verdictReason)")
    let memberCounts = report.memberCounts
    let read = report.verdict == .undecided ? " read" : ""
    lines.add(side("expected", report.left, members: memberCounts?.expected, read), indent: 2)
    lines.add(side("actual", report.right, members: memberCounts?.actual, read), indent: 2)
    notes(report, to: &lines)
    causes(report, to: &lines)
    let members = DiffTextMembers(isColoured: isColoured, limits: limits, width: width)
    members.add(report.difference, explained: ExplainedMembers(report), to: &lines)
    if let sentence = report.contentsNotShownSentence { lines.begin(sentence) }
    return lines.text
  }

  private func side(_ word: String, _ side: DiffSide, members: Int?, _ read: String) -> String {
    var parts = [escaped(side.format)]
    if let size = side.size { parts.append(count(size, "byte")) }
    if let members, side.holdsMembers { parts.append(count(members, "member") + read) }
    if let sha256 = side.sha256 { parts.append("sha256 \(escaped(String(sha256.prefix(16))))…") }
    let name = word + String(repeating: " ", count: 8 - word.count)
    return "\(name)  \(shownName(Array(side.name.utf8))): \(parts.joined(separator: ", "))"
  }

  /// What bears on the verdict as a whole.
  private func notes(_ report: DiffReport, to lines: inout DiffTextLines) {
    if !report.ignored.isEmpty { lines.add("ignored: \(report.ignoredText)", indent: 2) }
    if let sentence = report.difference.uncomparedSentence { lines.add(sentence, indent: 2) }
    for (title, diagnostics) in [("not complete", report.obstacles), ("warnings", report.warnings)]
    where !diagnostics.isEmpty {
      lines.begin(title)
      let shown = firstOfEachCode(diagnostics)
      for diagnostic in shown.prefix(limits.members) {
        for line in diagnostic.lines { lines.add(line, indent: 2) }
      }
      lines.cut(diagnostics.count - min(shown.count, limits.members), "message", indent: 2)
    }
  }

  /// The first few of each code: each of ten thousand members may have the same to tell.
  private func firstOfEachCode(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var counts: [String: Int] = [:]
    return diagnostics.filter { diagnostic in
      counts[diagnostic.code, default: 0] += 1
      return counts[diagnostic.code, default: 0] <= mostAlike
    }
  }

  private func causes(_ report: DiffReport, to lines: inout DiffTextLines) {
    guard let sentence = report.unexplainedSentence else { return }
    if !report.causes.isEmpty { lines.begin("causes") }
    for cause in report.causes {
      let colour: TextColour = cause.confidence == .proven ? .green : .yellow
      let members = cause.members > 0 ? ", \(count(cause.members, "member"))" : ""
      lines.add("\(colour.paint(cause.confidence.rawValue, if: isColoured)): \(cause.id)\(members)", indent: 2)
      for line in cause.evidence.prefix(limits.lines) { lines.add(harmless(line), indent: 4) }
      lines.cut(cause.evidence.count - limits.lines, "line", indent: 4)
      if !cause.fix.isEmpty { lines.add("fix: \(harmless(cause.fix))", indent: 4) }
    }
    if report.causes.isEmpty { lines.begin(sentence) } else { lines.add(sentence) }
    guard let first = report.causes.first else { return }
    lines.add("'assay explain \(report.causes.count == 1 ? first.id : "CAUSE")' says more")
  }
}

/// So many diagnostics of one code are shown.
private let mostAlike = 3
