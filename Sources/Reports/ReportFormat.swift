package import Verification

/// A way to write a verification report; adding one is one case here and one file.
package enum ReportFormat: String, Sendable, CaseIterable {
  case text, json, markdown, html, junit, sarif, github

  /// The report as this format writes it: the same report gives the same bytes.
  package func render(_ report: VerificationReport) -> String {
    switch self {
    case .text: TextReport(isColoured: false).render(report)
    case .json: JSONReport().render(report)
    case .markdown: MarkdownReport().render(report)
    case .html: HTMLReport().render(report)
    case .junit: JUnitReport().render(report)
    case .sarif: SarifReport().render(report)
    case .github: GitHubReport().render(report)
    }
  }
}
