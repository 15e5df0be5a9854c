import Causes
import Verification

/// The lines for checks, one after the other; what one check told the next doesn't repeat.
struct TextReportBody {
  let isColoured: Bool
  /// Hints that are told at the end instead of with each finding.
  let sharedHints: [String]
  private var toldFindings: Set<FindingID> = []
  private var toldDifferences: Set<LayerDifference> = []
  /// How much is shown; the rest is counted.
  private let findingsShown = 10
  private let differencesShown = 12
  private let detailLinesShown = 60

  init(isColoured: Bool, sharedHints: [String]) { (self.isColoured, self.sharedHints) = (isColoured, sharedHints) }

  private struct LayerDifference: Hashable {
    var layer: String?
    var difference: ReportedDifference
  }

  mutating func check(_ result: CheckResult) -> [String] {
    let colour: TextColour =
      switch result.outcome {
      case .passed: .green
      case .failed: .red
      case .undecided: .yellow
      case .skipped: .faint
      }
    let width = CheckID.allCases.map(\.rawValue.count).max() ?? 0
    let name = result.id.rawValue + String(repeating: " ", count: width - result.id.rawValue.count)
    let outcome = result.outcome.rawValue + String(repeating: " ", count: 9 - result.outcome.rawValue.count)
    let findings = result.findings.filter { toldFindings.insert(FindingID($0)).inserted }
    var notes = result.notes
    if findings.count < result.findings.count { notes.append("for the reason given above") }
    let summary = notes.isEmpty ? result.id.meaning : notes.joined(separator: "; ")
    var lines = ["\(colour.paint(outcome, if: isColoured))  \(name)  \(summary)"]
    for item in findings.prefix(findingsShown) { lines += finding(item) }
    if findings.count > findingsShown {
      lines.append("  … and \(count(findings.count - findingsShown, "more finding")); --report json=FILE lists all")
    }
    return lines
  }

  private mutating func finding(_ finding: Finding) -> [String] {
    let subject = (finding.file.map { "\($0): " } ?? "") + (finding.layer.map { "layer '\($0)': " } ?? "")
    var lines = ["  \(subject)\(finding.message) [\(finding.code)]"]
    for cause in finding.causes {
      let members = cause.members > 0 ? ", \(count(cause.members, "member"))" : ""
      lines.append("    cause: \(cause.id) (\(cause.confidence.rawValue)\(members)): \(cause.evidence.first ?? "")")
      lines += cause.evidence.dropFirst().map { "      \($0)" }
      if !cause.fix.isEmpty { lines.append("    fix: \(cause.fix)") }
    }
    let differences = finding.differences.filter {
      toldDifferences.insert(LayerDifference(layer: finding.layer, difference: $0)).inserted
    }
    lines += differences.prefix(differencesShown).flatMap(difference)
    if differences.count > differencesShown {
      let hidden = count(differences.count - differencesShown, "more difference")
      lines.append("    … and \(hidden); --report json=FILE lists all")
    }
    if differences.count < finding.differences.count {
      lines.append("    … \(count(finding.differences.count - differences.count, "difference")) as above")
    }
    if let hint = finding.hint, !sharedHints.contains(hint) { lines.append("  hint: \(hint)") }
    return lines
  }

  private func difference(_ difference: ReportedDifference) -> [String] {
    var detail = difference.detail.prefix(detailLinesShown).map { "      " + $0 }
    let hidden = difference.detail.count - detail.count
    if hidden > 0 { detail.append("      … and \(count(hidden, "more line")); --report json=FILE lists all") }
    switch (difference.kind, difference.field) {
    case (.missing, _): return [row("-", .red, difference.path, summary: difference.expected)] + detail
    case (.extra, _): return [row("+", .green, difference.path, summary: difference.actual)] + detail
    case (_, nil):
      return [row("~", .yellow, difference.path, summary: nil) + ": \(difference.kind.rawValue)"] + detail
    case (_, let field?):
      // The path of a value says it all.
      let head = row("~", .yellow, difference.path, summary: nil) + (field == "value" ? "" : ": \(field)")
      let (expected, actual) = (difference.expected ?? "none", difference.actual ?? "none")
      let short = head + ": expected \(expected), actual \(actual)"
      guard short.count > 120 else { return [short] + detail }
      return [head, "        expected \(expected)", "        actual   \(actual)"] + detail
    }
  }

  private func row(_ sign: String, _ colour: TextColour, _ path: String, summary: String?) -> String {
    "    \(colour.paint(sign, if: isColoured)) \(path)" + (summary.flatMap { $0.isEmpty ? nil : " (\($0))" } ?? "")
  }
}

/// What makes two findings the same sentence.
struct FindingID: Hashable {
  var file: String?
  var layer: String?
  var message: String
  var hint: String?

  init(_ finding: Finding) {
    (file, layer, message, hint) = (finding.file, finding.layer, finding.message, finding.hint)
  }
}

enum TextColour: String {
  case red = "31"
  case green = "32"
  case yellow = "33"
  case faint = "2"

  func paint(_ text: String, if isColoured: Bool) -> String {
    isColoured ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
  }
}
