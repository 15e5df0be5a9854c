import Comparison
import Diagnostics

/// A unified diff of two texts with line numbers of both; what changed inside a line is marked.
struct DiffHTMLLines {
  private let limits: DiffReportLimits
  /// In bytes; a longer line is cut.
  private let lineLength = 400

  init(_ limits: DiffReportLimits) { self.limits = limits }

  private struct Row {
    var line: TextDifference.Line
    /// The numbers of the line on each side, where it occurs there.
    var expected: Int?
    var actual: Int?
    /// The line that stands in its place on the other side.
    var other: TextDifference.Line?
  }

  func parts(of difference: TextDifference) -> [HTML] {
    var left = limits.lines
    var groups: [HTML] = []
    for hunk in difference.hunks where left > 0 {
      let rows = rows(of: hunk).prefix(left)
      left -= rows.count
      groups.append(HTML(.tbody, containing: [place(hunk)] + rows.map(row)))
    }
    let all = difference.hunks.reduce(0) { $0 + $1.lines.count }
    let titles = ["Expected line", "Actual line", "Text"].map { HTML(.th, .scope("col"), text: $0) }
    let head = HTML(.thead, .class("unseen"), containing: [HTML(.tr, containing: titles)])
    return [HTML(.table, .class("diff"), .label("Lines that differ"), containing: [head] + groups)]
      + cutNote(all - limits.lines, "line") + [difference.limit].compactMap { $0 }.map { HTML(.p, text: $0) }
  }

  private func place(_ hunk: TextDifference.Hunk) -> HTML {
    let text = "from line \(hunk.expectedStart) expected, \(hunk.actualStart) actual"
    return HTML(.tr, .class("place"), containing: [HTML(.th, .scope("rowgroup"), .columns(3), text: text)])
  }

  /// The rows with their numbers.
  private func rows(of hunk: TextDifference.Hunk) -> [Row] {
    var (expected, actual) = (hunk.expectedStart, hunk.actualStart)
    var rows: [Row] = []
    for (line, other) in zip(hunk.lines, hunk.counterparts) {
      var row = Row(line: line, other: other)
      if line.origin != .actual {
        row.expected = expected
        expected &+= 1
      }
      if line.origin != .expected {
        row.actual = actual
        actual &+= 1
      }
      rows.append(row)
    }
    return rows
  }

  private func row(_ row: Row) -> HTML {
    let name =
      switch row.line.origin {
      case .both: "same"
      case .expected: "removed"
      case .actual: "added"
      }
    let number = { (number: Int?) in HTML(.td, .class("number"), text: number.map(String.init) ?? "") }
    return HTML(
      .tr, .class(name),
      containing: [
        number(row.expected), number(row.actual),
        HTML(
          .td, .class("line"),
          containing: [HTML(.span, .class("sign"), text: row.line.origin.rawValue), text(of: row)]),
      ])
  }

  private func text(of row: Row) -> HTML {
    let excerpt = LineExcerpt(of: row.line, against: row.other, limit: lineLength)
    if row.other != nil, excerpt.before + excerpt.after > 0 { return text(of: excerpt, row.line.origin) }
    let text = shown(row.line, against: row.other)
    guard let other = row.other else { return HTML(text) }
    let parts = changedPart(of: text, against: shown(other, against: row.line))
    let element: HTML.Element = row.line.origin == .expected ? .del : .ins
    let middle = parts.changed.isEmpty ? [] : [HTML(element, text: parts.changed)]
    return HTML([HTML(parts.before)] + middle + [HTML(parts.after)])
  }

  /// A line that is cut, with what changed in it marked.
  private func text(of excerpt: LineExcerpt, _ origin: TextDifference.Line.Origin) -> HTML {
    let (bytes, changed) = (excerpt.bytes, excerpt.changed)
    return HTML([
      HTML(excerpt.markBefore + escaped(bytes: bytes[..<changed.lowerBound])),
      HTML(origin == .expected ? .del : .ins, text: escaped(bytes: bytes[changed])),
      HTML(escaped(bytes: bytes[changed.upperBound...]) + excerpt.markAfter),
    ])
  }

  private func shown(_ line: TextDifference.Line, against other: TextDifference.Line?) -> String {
    var text = LineExcerpt(of: line, against: other, limit: lineLength).text
    if line.origin != .both, line.ending == .crlf { text += "\\r" }
    if line.ending == .none { text += " ⌁ no newline at the end" }
    return text
  }

  /// The text between what it begins and what it ends with in common with another one.
  private func changedPart(of text: String, against other: String) -> (before: String, changed: String, after: String) {
    let (left, right) = (Array(text.unicodeScalars), Array(other.unicodeScalars))
    let shorter = min(left.count, right.count)
    let start = (0..<shorter).first { left[$0] != right[$0] } ?? shorter
    let end =
      (0..<(shorter - start)).first { left[left.count - 1 - $0] != right[right.count - 1 - $0] } ?? shorter - start
    // Lines that have next to nothing in common are no versions of each other.
    guard (start + end) * 3 >= shorter else { return (text, "", "") }
    let string = { (scalars: ArraySlice<Unicode.Scalar>) in String(String.UnicodeScalarView(scalars)) }
    return (string(left[..<start]), string(left[start..<(left.count - end)]), string(left[(left.count - end)...]))
  }
}
