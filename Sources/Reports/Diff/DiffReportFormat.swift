package import Verification

/// A way to write the report of a diff; adding one is one case here and one file.
package enum DiffReportFormat: String, Sendable, CaseIterable {
  case text, json, html

  /// The report as this format writes it: the same report gives the same bytes.
  package func render(_ report: DiffReport) -> String {
    switch self {
    case .text: DiffTextReport(isColoured: false).render(report)
    case .json: DiffJSONReport().render(report)
    case .html: DiffHTMLReport().render(report)
    }
  }
}
