package import Verification

/// A way to write the report of a diff; adding one is one case here and one file.
package enum DiffReportFormat: String, Sendable, CaseIterable {
  case text, json, html

  /// The report as this format writes it: the same report gives the same bytes.
  ///
  /// - Parameter bytes: how long a report for reading may get; nil for what suits the format.
  package func render(_ report: DiffReport, bytes: Int? = nil) -> String {
    switch self {
    case .text: DiffTextReport(isColoured: false, limits: .text.cut(at: bytes)).render(report)
    case .json: DiffJSONReport().render(report)
    case .html: DiffHTMLReport(limits: .html.cut(at: bytes)).render(report)
    }
  }
}
