import Causes
import Comparison
import Diagnostics
package import Verification

/// The report of a diff as one page that needs no program and fetches nothing: it can be kept, sent and opened anywhere.
package struct DiffHTMLReport {
  private let limits: DiffReportLimits

  package init(limits: DiffReportLimits = .html) { self.limits = limits }

  package func render(_ report: DiffReport) -> String {
    var budget = HTMLBudget(bytes: limits.bytes)
    var main = [sides(report)]
    main += list("Not complete", "obstacles", report.obstacles)
    main += causes(report)
    main = main.compactMap { budget.take($0) }
    let members = DiffHTMLMembers(limits: limits)
    main += members.sections(
      of: report.difference, explained: ExplainedMembers(report), level: 2, id: "member", budget: &budget)
    main += list("Warnings", "warnings", report.warnings).compactMap { budget.take($0) }
    if let note = budget.note { main.append(note) }
    return HTML(
      documentWithTitle: "\(report.verdictWords): \(escaped(report.left.name)) \(escaped(report.right.name))",
      style: .diffReport,
      body: [
        HTML(.a, .class("skip"), .link(to: "main"), text: "Skip to the report"), banner(report),
        HTML(.main, .id("main"), containing: main),
      ]
    ).markup
  }

  private func banner(_ report: DiffReport) -> HTML {
    var lines = [HTML(.h1, text: report.verdictWords)]
    let counts = report.difference.counts
    let reason =
      switch report.verdict {
      case .equal: report.verdictReason
      case .different: counts.isEmpty ? "nothing was found" : counts
      case .undecided: report.undecidedWords
      }
    lines.append(HTML(.p, .class("reason"), text: reason))
    if !report.ignored.isEmpty { lines.append(HTML(.p, text: "ignored: \(report.ignoredText)")) }
    if let sentence = report.difference.uncomparedSentence { lines.append(HTML(.p, text: sentence)) }
    return HTML(
      .header, .class("banner \(report.verdict.rawValue)"), containing: [HTML(.div, containing: lines)])
  }

  private func sides(_ report: DiffReport) -> HTML {
    HTML(
      .section, .class("sides"), .label("The two artifacts"),
      containing: [
        side("Expected", report.left, members: report.memberCounts?.expected),
        side("Actual", report.right, members: report.memberCounts?.actual),
      ])
  }

  private func side(_ word: String, _ side: DiffSide, members: Int?) -> HTML {
    var facts = [("format", side.format)]
    if let size = side.size { facts.append(("size", count(size, "byte"))) }
    if let members, side.holdsMembers { facts.append(("members", String(members))) }
    if let sha256 = side.sha256 { facts.append(("sha256", sha256)) }
    return HTML(
      .article, .class("card"),
      containing: [
        HTML(.h2, containing: [HTML("\(word) "), HTML(.code, text: escaped(side.name))]),
        HTML(
          .dl, .class("facts"),
          containing: facts.flatMap { [HTML(.dt, text: $0.0), HTML(.dd, text: escaped($0.1))] }),
      ])
  }

  private func list(_ title: String, _ name: String, _ diagnostics: [Diagnostic]) -> [HTML] {
    guard !diagnostics.isEmpty else { return [] }
    let items = diagnostics.prefix(limits.members).map { diagnostic in
      HTML(.li, containing: diagnostic.lines.map { HTML(.div, text: $0) })
    }
    return [
      HTML(
        .section, .class("notes \(name)"),
        containing: [HTML(.h2, text: title), HTML(.ul, containing: items)]
          + cutNote(diagnostics.count - limits.members, "message"))
    ]
  }

  private func causes(_ report: DiffReport) -> [HTML] {
    guard let sentence = report.unexplainedSentence else { return [] }
    let cards = report.causes.map(card)
    return [
      HTML(
        .section,
        containing: [HTML(.h2, text: "Causes")]
          + (cards.isEmpty ? [] : [HTML(.div, .class("cards"), containing: cards)])
          + [HTML(.p, .class("unexplained"), text: sentence)])
    ]
  }

  private func card(_ cause: Cause) -> HTML {
    var parts = [
      HTML(
        .h3,
        containing: [
          HTML(.span, .class("badge \(cause.confidence.rawValue)"), text: cause.confidence.rawValue), HTML(" "),
          HTML(.code, text: cause.id),
        ])
    ]
    if cause.members > 0 { parts.append(HTML(.p, .class("muted"), text: count(cause.members, "member"))) }
    let evidence = cause.evidence.prefix(limits.lines).map { HTML(.li, text: $0) }
    if !evidence.isEmpty { parts.append(HTML(.ul, containing: evidence)) }
    parts += cutNote(cause.evidence.count - limits.lines, "line")
    if !cause.fix.isEmpty {
      parts.append(HTML(.h4, text: "Fix"))
      parts.append(HTML(.pre, containing: [HTML(.code, text: cause.fix)]))
    }
    return HTML(.article, .class("card cause \(cause.confidence.rawValue)"), containing: parts)
  }
}
