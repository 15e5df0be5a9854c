import Verification

/// The findings of a report, folded, as many as there is room for; what is cut is counted.
struct MarkdownFindings {
  /// In bytes.
  let limit: Int
  /// What the sentence on what is cut takes, in bytes.
  static let room = 200
  /// So many differences of a finding are shown, and so many where there is no room for that.
  private let differencesShown = [50, 5, 0]
  /// So many findings are unfolded from the start.
  private let openFindings = 3
  /// In characters.
  private let lineLength = 400

  func parts(of report: VerificationReport) -> [Markdown] {
    let findings = report.toldOnce
    guard !findings.isEmpty else { return [] }
    var (parts, size) = ([Markdown(literal: "### Findings\n")], 0)
    for (check, finding) in findings {
      let isOpen = parts.count <= openFindings
      let candidates = differencesShown.lazy.map { part(check, finding, differences: $0, isOpen: isOpen) }
      guard let part = candidates.first(where: { size + $0.size < limit }) else { break }
      size += part.size + 1
      parts.append(part)
    }
    let hidden = findings.count - (parts.count - 1)
    guard hidden > 0 else { return parts }
    return parts + [
      Markdown([Markdown("\(count(hidden, "more finding")) left out; \(whereAllIsListed)"), Markdown(literal: "\n")])
    ]
  }

  private func part(_ check: CheckResult, _ finding: Finding, differences: Int, isOpen: Bool) -> Markdown {
    let word = finding.isObstacle ? "undecided" : check.outcome.rawValue
    let title = HTML(
      .summary,
      containing: [
        HTML(.strong, text: check.id.rawValue), HTML(" \(word): "),
        HTML(.code, text: cut(finding.placedSentence, at: lineLength)),
      ])
    let lines = finding.lines(differences: differences).map { cut($0, at: lineLength) }
    let body = lines.isEmpty ? [] : [HTML(.pre, containing: [HTML(lines: lines)])]
    return Markdown(HTML(.details, .openWhere(isOpen), containing: [title] + body))
  }
}
