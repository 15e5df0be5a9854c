import Comparison
import Diagnostics

/// The windows around the first difference of two contents in rows of 16 bytes, the differing bytes marked.
struct DiffHTMLBytes {
  private let limits: DiffReportLimits

  init(_ limits: DiffReportLimits) { self.limits = limits }

  func parts(of difference: BinaryDifference) -> [HTML] {
    var counts = difference
    (counts.expectedWindow, counts.actualWindow) = ([], [])
    let length = max(difference.expectedWindow.count, difference.actualWindow.count)
    let rows = stride(from: 0, to: length, by: 16).flatMap { self.rows(difference, from: $0) }
    let titles = ["Offset", "Bytes", "Text"].map { HTML(.th, .scope("col"), text: $0) }
    let table = HTML(
      .table, .class("diff bytes"), .label("Bytes around the first difference"),
      containing: [
        HTML(.thead, .class("unseen"), containing: [HTML(.tr, containing: titles)]),
        HTML(.tbody, containing: Array(rows.prefix(limits.lines))),
      ])
    return counts.lines.map { HTML(.p, .class("plain"), text: $0) }
      + (rows.isEmpty
        ? []
        : [HTML(.div, .class("scroll"), .role("region"), .label("Bytes"), .focusable, containing: [table])])
      + cutNote(rows.count - limits.lines, "row")
  }

  /// One row for bytes that are the same, else one for each side that has any.
  private func rows(_ difference: BinaryDifference, from start: Int) -> [HTML] {
    let (left, right) = (difference.expectedWindow, difference.actualWindow)
    let (expected, actual) = (left.dropFirst(start).prefix(16), right.dropFirst(start).prefix(16))
    let offset = difference.windowOffset &+ start
    guard !expected.elementsEqual(actual) else {
      return [row("same", " ", offset, Array(expected), against: Array(actual), .del)]
    }
    return [
      row("removed", "-", offset, Array(expected), against: Array(actual), .del),
      row("added", "+", offset, Array(actual), against: Array(expected), .ins),
    ]
  }

  private func row(
    _ name: String, _ sign: String, _ offset: Int, _ bytes: [UInt8], against other: [UInt8], _ element: HTML.Element
  ) -> HTML {
    let offsetDigits = String(offset, radix: 16)
    let number = String(repeating: "0", count: max(0, 8 - offsetDigits.count)) + offsetDigits
    let digits = runs(bytes, other) { run in run.map { hexadecimal($0) }.joined(separator: " ") }
    let text = runs(bytes, other) { run in
      run.map { (0x20...0x7E).contains($0) ? String(Unicode.Scalar($0)) : "·" }.joined()
    }
    return HTML(
      .tr, .class(name),
      containing: [
        HTML(.td, .class("number"), text: number),
        HTML(
          .td, .class("line"),
          containing: [HTML(.span, .class("sign"), text: sign)] + marked(digits, element, separator: " ")),
        HTML(.td, .class("line"), containing: marked(text, element, separator: "")),
      ])
  }

  /// The text of each run of bytes that are alike in differing from the other side or not.
  private func runs(
    _ bytes: [UInt8], _ other: [UInt8], _ text: ([UInt8]) -> String
  ) -> [(text: String, differs: Bool)] {
    var runs: [(bytes: [UInt8], differs: Bool)] = []
    for (index, byte) in bytes.enumerated() {
      let differs = index >= other.count || other[index] != byte
      if runs.last?.differs != differs { runs.append(([], differs)) }
      runs[runs.count - 1].bytes.append(byte)
    }
    return runs.map { (text($0.bytes), $0.differs) }
  }

  private func marked(
    _ runs: [(text: String, differs: Bool)], _ element: HTML.Element, separator: String
  ) -> [HTML] {
    runs.enumerated().map { index, run in
      HTML([HTML(index > 0 ? separator : ""), run.differs ? HTML(element, text: run.text) : HTML(run.text)])
    }
  }
}
