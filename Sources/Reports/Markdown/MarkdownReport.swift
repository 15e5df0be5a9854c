import Diagnostics
package import Verification

/// The report for the summary of a job or a comment on a change: the verdict and the checks in full, the findings folded,
/// cut where it would get too long.
package struct MarkdownReport {
  /// In bytes; a comment on GitHub holds 64 KiB.
  private let limit: Int

  package init(limit: Int = 60 << 10) { self.limit = limit }

  package func render(_ report: VerificationReport) -> String {
    var parts = [heading(report)]
    // So that a flood of notes leaves room for findings.
    parts += section("Worth a second look", report.review.map(note), limit: limit / 4)
    parts.append(table(report.checks))
    parts += section("Warnings", report.warnings.map { item($0.description) }, limit: limit / 8)
    parts += section("Notes", report.notes.map(item), limit: limit / 8)
    let left = limit - parts.reduce(0) { $0 + $1.size } - MarkdownFindings.room
    parts += MarkdownFindings(limit: left).parts(of: report)
    return Markdown(parts, separator: "\n").text
  }

  private func heading(_ report: VerificationReport) -> Markdown {
    Markdown([
      Markdown(literal: "## Assay: "), Markdown(report.verdict.rawValue), Markdown(literal: "\n\n"),
      Markdown(cut(report.verdictReason, at: 1000)), Markdown(literal: "\n"),
    ])
  }

  private func table(_ checks: [CheckResult]) -> Markdown {
    let head = Markdown(literal: "| check | outcome | findings | |\n| --- | --- | ---: | --- |\n")
    return Markdown(
      [head]
        + checks.map { check in
          let number = check.findings.isEmpty ? "" : String(check.findings.count)
          let outcome = check.isToBeLookedAt ? Markdown.bold(check.outcome.rawValue) : Markdown(check.outcome.rawValue)
          return .row([Markdown(check.id.rawValue), outcome, Markdown(number), Markdown(cut(check.summary, at: 400))])
        })
  }

  private func note(_ note: ReviewNote) -> Markdown {
    Markdown([
      Markdown(literal: "- "), .bold(note.reason.rawValue), Markdown(literal: " "),
      Markdown(cut("\(note.subject): \(note.message)", at: 400)), Markdown(literal: "\n"),
    ])
  }

  /// As code, since a number or a sign at the beginning would start another list.
  private func item(_ text: String) -> Markdown {
    let text = text.split(separator: "\n").joined(separator: "; ")
    return Markdown([Markdown(literal: "- <code>"), Markdown(cut(text, at: 400)), Markdown(literal: "</code>\n")])
  }

  /// As many of the items as there is room for; what is cut is counted.
  private func section(_ title: StaticString, _ items: [Markdown], limit: Int) -> [Markdown] {
    guard !items.isEmpty else { return [] }
    var (shown, size) = ([Markdown](), 0)
    for item in items {
      size += item.size
      guard size <= limit else { break }
      shown.append(item)
    }
    let hidden = items.count - shown.count
    let rest =
      hidden > 0
      ? [Markdown("\(count(hidden, "more note")) left out; \(whereAllIsListed)"), Markdown(literal: "\n")] : []
    let head = [Markdown(literal: "### "), Markdown(literal: title), Markdown(literal: "\n\n")]
    return [Markdown(head + shown + (rest.isEmpty ? [] : [Markdown(literal: "\n")] + rest))]
  }
}
