import Causes
import Diagnostics
import Verification

/// The checks of a page one below the other, each unfolding to what it found.
struct HTMLChecks {
  /// Lists of differences are unfolded from the start up to so many rows in all.
  private var openDifferences = 100

  mutating func parts(of report: VerificationReport, _ budget: inout HTMLBudget) -> [HTML] {
    var parts: [HTML] = []
    for check in report.checks {
      guard let title = budget.take(title(check)) else { break }
      let findings = check.findings.map { finding($0, check, &budget) }
      let notes = check.notes.map { HTML(.p, .class("note"), text: $0) }.compactMap { budget.take($0) }
      let body = notes + findings.compactMap { $0 }
      parts.append(
        body.isEmpty
          ? HTML(.div, .class("check"), containing: [title])
          : HTML(
            .details, .class("check"), .openWhere(check.isToBeLookedAt),
            containing: [HTML(.summary, containing: [title])] + body))
    }
    return parts
  }

  private func title(_ check: CheckResult) -> HTML {
    let number = check.findings.isEmpty ? "" : " · \(count(check.findings.count, "finding"))"
    return HTML([
      HTML(.span, .class("badge \(check.outcome.rawValue)"), text: check.outcome.rawValue), HTML(" "),
      HTML(.strong, text: check.id.rawValue), HTML(" "), HTML(.span, .class("muted"), text: check.id.meaning + number),
    ])
  }

  /// Nil once the limit of the page struck.
  private mutating func finding(_ finding: Finding, _ check: CheckResult, _ budget: inout HTMLBudget) -> HTML? {
    var head = [HTML(.h3, text: finding.sentence)]
    if let place = finding.place {
      head.append(HTML(.p, .class("muted"), containing: [HTML(.code, text: place.description)]))
    }
    head += finding.causes.map(cause)
    if let hint = finding.hint { head.append(HTML(.p, .class("hint"), text: "hint: \(hint)")) }
    guard let head = budget.take(HTML(head)) else { return nil }
    let name = finding.isObstacle ? "undecided" : check.outcome.rawValue
    return HTML(.article, .class("finding \(name)"), containing: [head] + differences(finding.differences, &budget))
  }

  private func cause(_ cause: Cause) -> HTML {
    let title = [
      HTML(.span, .class("badge \(cause.confidence.rawValue)"), text: cause.confidence.rawValue), HTML(" "),
      HTML(.code, text: cause.id),
      HTML(cause.members > 0 ? " \(count(cause.members, "member"))" : ""),
    ]
    return HTML(
      .div, .class("cause"),
      containing: [HTML(.h4, containing: title)] + cause.evidence.map { HTML(.p, text: $0) }
        + (cause.fix.isEmpty ? [] : [HTML(.p, text: "fix: \(cause.fix)")]))
  }

  private mutating func differences(_ differences: [ReportedDifference], _ budget: inout HTMLBudget) -> [HTML] {
    guard !differences.isEmpty else { return [] }
    var rows: [HTML] = []
    for difference in differences {
      guard let row = budget.take(row(difference)) else { break }
      rows.append(row)
    }
    let titles = ["Kind", "Path", "Fields"].map { HTML(.th, .scope("col"), text: $0) }
    let table = HTML(
      .table, .class("members"),
      containing: [HTML(.thead, containing: [HTML(.tr, containing: titles)]), HTML(.tbody, containing: rows)])
    let isOpen = differences.count <= openDifferences
    if isOpen { openDifferences -= differences.count }
    let title = HTML(.summary, text: count(differences.count, "difference"))
    return [
      HTML(
        .details, .class("differences"), .openWhere(isOpen),
        containing: [title, table] + cutNote(differences.count - rows.count, "difference"))
    ]
  }

  private func row(_ difference: ReportedDifference) -> HTML {
    HTML(
      .tr,
      containing: [
        HTML(
          .td, containing: [HTML(.span, .class("badge \(difference.kind.rawValue)"), text: difference.kind.rawValue)]),
        HTML(.th, .scope("row"), containing: [HTML(.code, text: cut(difference.path, at: 1000))]),
        HTML(.td, containing: values(difference) + detail(difference.detail)),
      ])
  }

  private func values(_ difference: ReportedDifference) -> [HTML] {
    let expected = difference.expected.map { HTML(.del, text: cut($0, at: 1000)) }
    let actual = difference.actual.map { HTML(.ins, text: cut($0, at: 1000)) }
    guard let field = difference.field else { return [expected, actual].compactMap { $0 } }
    let none = HTML(.span, .class("muted"), text: "none")
    return [HTML("\(field) "), expected ?? none, HTML(" → "), actual ?? none]
  }

  private func detail(_ lines: [String]) -> [HTML] {
    guard !lines.isEmpty else { return [] }
    let shown = lines.prefix(400).map { cut($0, at: 1000) }
    return [HTML(.pre, containing: [HTML(lines: shown)])] + cutNote(lines.count - shown.count, "line")
  }
}
