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

  /// The rows with their numbers; of neighbouring lines that were removed and added the nth answer each other.
  private func rows(of hunk: TextDifference.Hunk) -> [Row] {
    var (expected, actual) = (hunk.expectedStart, hunk.actualStart)
    var rows: [Row] = []
    for line in hunk.lines {
      var row = Row(line: line)
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
    pair(&rows)
    return rows
  }

  private func pair(_ rows: inout [Row]) {
    var start = 0
    while start < rows.count {
      let added = rows[start...].firstIndex { $0.line.origin != .expected } ?? rows.count
      let end = rows[added...].firstIndex { $0.line.origin != .actual } ?? rows.count
      if added - start == end - added {
        for (old, new) in zip(start..<added, added..<end) {
          (rows[old].other, rows[new].other) = (rows[new].line, rows[old].line)
        }
      }
      start = max(end, start + 1)
    }
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
    let text = shown(row.line)
    guard let other = row.other else { return HTML(text) }
    let parts = changedPart(of: text, against: shown(other))
    let element: HTML.Element = row.line.origin == .expected ? .del : .ins
    let middle = parts.changed.isEmpty ? [] : [HTML(element, text: parts.changed)]
    return HTML([HTML(parts.before)] + middle + [HTML(parts.after)])
  }

  private func shown(_ line: TextDifference.Line) -> String {
    let head = shortened(line.bytes, limit: lineLength)
    var text = escaped(bytes: head)
    let more = line.bytes.count - head.count + line.omitted
    if more > 0 { text += "… (\(more) more bytes)" }
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
