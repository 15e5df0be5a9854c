import CanonicalJSON
import Comparison
import Diagnostics

/// How the content of a member differs, by what kind of content it is.
struct DiffHTMLContent {
  let limits: DiffReportLimits

  init(limits: DiffReportLimits) { self.limits = limits }

  func parts(of content: ContentDifference) -> [HTML] {
    switch content.explanation {
    case .text(let text): text.hunks.isEmpty ? plain(text.lines) : traits(text) + DiffHTMLLines(limits).parts(of: text)
    case .binary(let bytes): DiffHTMLBytes(limits).parts(of: bytes) + plain([bytes.limit].compactMap { $0 })
    case .values(let format, let values): [valueTable(format, values)] + cutNote(values.count - limits.lines, "value")
    case .actualOnly, .unknown: plain(content.lines)
    }
  }

  /// What the texts as a whole differ in.
  private func traits(_ text: TextDifference) -> [HTML] {
    var traits = text
    (traits.hunks, traits.limit) = ([], nil)
    return plain(traits.lines)
  }

  private func plain(_ lines: [String]) -> [HTML] {
    lines.prefix(limits.lines).map { HTML(.p, .class("plain"), text: $0) }
      + cutNote(lines.count - limits.lines, "line")
  }

  private func valueTable(_ format: String, _ values: [ValueDifference]) -> HTML {
    let titles = ["Kind", "Value", "Expected", "Actual"].map { HTML(.th, .scope("col"), text: $0) }
    let rows = values.prefix(limits.lines).map { value in
      HTML(
        .tr, .class(value.kind.rawValue),
        containing: [
          HTML(
            .td,
            containing: [HTML(.span, .class("badge \(value.kind.rawValue)"), text: value.kind.rawValue)]),
          HTML(
            .th, .scope("row"),
            containing: [HTML(.code, text: value.path.isEmpty ? "the document" : escaped(value.path))]),
          HTML(.td, containing: value.expected.map { [HTML(.del, text: shown($0))] } ?? []),
          HTML(.td, containing: value.actual.map { [HTML(.ins, text: shown($0))] } ?? []),
        ])
    }
    return HTML(
      .table, .class("values"), .label("Values of \(format) that differ"),
      containing: [HTML(.thead, containing: [HTML(.tr, containing: titles)]), HTML(.tbody, containing: rows)])
  }

  /// Values come from the contents: strings keep their quotes and are escaped as a whole.
  private func shown(_ value: JSONValue) -> String {
    shownValue(.string(escaped(value.line)), limit: 1000, digits: 64)
  }
}
