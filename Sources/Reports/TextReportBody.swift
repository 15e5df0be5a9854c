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
    var result = result
    if findings.count < result.findings.count { result.notes.append("for the reason given above") }
    return ["\(colour.paint(outcome, if: isColoured))  \(name)  \(result.summary)"]
      + findings.prefix(findingsShown).flatMap { finding($0) }
      + cutLine(findings.count - findingsShown, "finding").map { "  \($0)" }
  }

  private mutating func finding(_ finding: Finding) -> [String] {
    var lines = finding.causes.flatMap(\.lines)
    let differences = finding.differences.filter {
      toldDifferences.insert(LayerDifference(layer: finding.layer, difference: $0)).inserted
    }
    lines += DifferenceLines(isColoured: isColoured).lines(of: differences, limit: differencesShown)
    if differences.count < finding.differences.count {
      lines.append("… \(count(finding.differences.count - differences.count, "difference")) as above")
    }
    let hint = finding.hint.flatMap { sharedHints.contains($0) ? nil : "  hint: \($0)" }
    return ["  \(finding.placedSentence)"] + lines.map { "    \($0)" } + [hint].compactMap { $0 }
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
