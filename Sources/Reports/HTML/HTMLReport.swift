import Diagnostics
package import Verification

/// The report as one page that needs no program and fetches nothing: it can be kept, sent and opened anywhere.
package struct HTMLReport {
  /// In bytes of markup; what a browser can still show at once.
  private let limit: Int

  package init(limit: Int = 24 << 20) { self.limit = limit }

  package func render(_ report: VerificationReport) -> String {
    var budget = HTMLBudget(bytes: limit)
    var main = list("Worth a second look", "notes", report.review.map { [$0.sentence] })
    main += sizes(report.artifacts)
    main += list("Warnings", "notes", report.warnings.map(\.lines))
    main += list("Notes", "notes plain-notes", report.notes.map { [$0] })
    main = main.compactMap { budget.take($0) }
    var checks = HTMLChecks()
    main.append(HTML(.section, containing: [HTML(.h2, text: "Checks")] + checks.parts(of: report, &budget)))
    if let note = budget.note { main.append(note) }
    return HTML(
      documentWithTitle: "\(report.verdict.rawValue): \(report.subject)", style: .verificationReport,
      body: [
        HTML(.a, .class("skip"), .link(to: "main"), text: "Skip to the report"), banner(report),
        HTML(.main, .id("main"), containing: main),
      ]
    ).markup
  }

  private func banner(_ report: VerificationReport) -> HTML {
    let lines = [HTML(.h1, text: report.verdict.rawValue), HTML(.p, .class("reason"), text: report.verdictReason)]
    return HTML(.header, .class("banner \(report.verdict.rawValue)"), containing: [HTML(.div, containing: lines)])
  }

  private func list(_ title: String, _ name: String, _ messages: [[String]]) -> [HTML] {
    guard !messages.isEmpty else { return [] }
    let shown = 1000
    let items = messages.prefix(shown).map { HTML(.li, containing: $0.map { HTML(.div, text: $0) }) }
    return [
      HTML(
        .section, .class(name),
        containing: [HTML(.h2, text: title), HTML(.ul, containing: items)]
          + cutNote(messages.count - shown, "message"))
    ]
  }

  private func sizes(_ artifacts: [ReportedArtifact]) -> [HTML] {
    guard !artifacts.isEmpty else { return [] }
    let largest = artifacts.flatMap { [$0.expectedSize, $0.actualSize] }.compactMap { $0 }.max() ?? 0
    let titles = ["Artifact", "Expected", "Actual", "Change"].map { HTML(.th, .scope("col"), text: $0) }
    let rows = artifacts.map { artifact in
      HTML(
        .tr,
        containing: [
          HTML(.th, .scope("row"), containing: [HTML(.code, text: artifact.name)]),
          HTML(.td, containing: size(artifact.expectedSize, "expected", largest)),
          HTML(.td, containing: size(artifact.actualSize, "actual", largest)),
          HTML(.td, .class("number"), text: artifact.change),
        ])
    }
    return [
      HTML(
        .section,
        containing: [
          HTML(.h2, text: "Artifacts"),
          HTML(
            .table, .class("sizes"),
            containing: [
              HTML(.thead, containing: [HTML(.tr, containing: titles)]), HTML(.tbody, containing: rows),
            ]),
        ])
    ]
  }

  /// The number, and a bar that is as long as the largest of all is full.
  private func size(_ bytes: Int64?, _ name: String, _ largest: Int64) -> [HTML] {
    guard let bytes else { return [HTML(.span, .class("muted"), text: "none")] }
    let bar = HTML(
      .meter, .class(name), .value(bytes), .max(Swift.max(largest, 1)), .label("\(name) size"), containing: [])
    return [HTML(.span, .class("bytes"), text: count(bytes, "byte")), HTML(" "), bar]
  }
}

extension ReportedArtifact {
  /// `+12 bytes (+0.1 %)`; a word where there is nothing to compare.
  fileprivate var change: String {
    guard let expectedSize, let actualSize else { return actualSize == nil ? "missing" : "new" }
    let change = actualSize.subtractingReportingOverflow(expectedSize).partialValue
    guard change != 0 else { return "same size" }
    let sign = change > 0 ? "+" : "−"
    // Tenths of a per cent, rounded down; no floating point, whose text depends on who writes it.
    let tenths =
      expectedSize > 0
      ? change.magnitude.multipliedReportingOverflow(by: 1000).partialValue / expectedSize.magnitude : 0
    let share = expectedSize > 0 ? " (\(sign)\(tenths / 10).\(tenths % 10) %)" : ""
    return "\(sign)\(count(change.magnitude, "byte"))\(share)"
  }
}
