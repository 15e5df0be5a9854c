import CanonicalJSON
import Diagnostics
import Store

extension ContentDifference {
  /// The difference in lines of text, escaped, without anything that depends on where it is shown.
  package var lines: [String] {
    switch explanation {
    case .text(let difference): difference.lines
    case .binary(let difference): difference.lines
    case .values(_, let differences): differences.map(\.line)
    case .actualOnly(let outline):
      ["the expected content is not at hand: only its digest is known"] + outline.lines
    case .unknown(let reason): [reason]
    }
  }
}

extension TextDifference {
  /// What the texts as a whole differ in, then a unified diff.
  package var lines: [String] {
    traitLines + (hunks.isEmpty ? [] : ["--- expected", "+++ actual"]) + hunks.flatMap(\.shown)
      + (limit.map { [$0] } ?? [])
  }

  private var traitLines: [String] {
    var lines: [String] = []
    if expected.encoding != actual.encoding {
      lines.append("encoding: \(expected.encoding.rawValue) expected, \(actual.encoding.rawValue) actual")
    }
    if expected.hasByteOrderMark != actual.hasByteOrderMark {
      lines.append("byte order mark: only in \(expected.hasByteOrderMark ? "expected" : "actual")")
    }
    if expected.crlfLines != actual.crlfLines {
      let sides = [expected, actual].map { "\($0.crlfLines) of \($0.lines)" }
      lines.append("lines ending with CRLF: \(sides[0]) expected, \(sides[1]) actual")
    }
    if isEqualAfterNormalizing { lines.append("all lines are equal but for their endings and byte order mark") }
    return lines
  }
}

extension TextDifference.Hunk {
  fileprivate var shown: [String] {
    let expected = lines.count { $0.origin != .actual }
    let actual = lines.count { $0.origin != .expected }
    // As diff(1): the line before an empty range.
    let starts = (expected == 0 ? expectedStart - 1 : expectedStart, actual == 0 ? actualStart - 1 : actualStart)
    return ["@@ -\(starts.0),\(expected) +\(starts.1),\(actual) @@"]
      + zip(lines, counterparts).flatMap { $0.shown(against: $1) }
  }
}

extension TextDifference.Line {
  fileprivate func shown(against other: Self?) -> [String] {
    let carriageReturn = origin != .both && ending == .crlf ? "\\r" : ""
    let text = origin.rawValue + LineExcerpt(of: self, against: other).text + carriageReturn
    return ending == .none ? [text, "\\ no newline at the end"] : [text]
  }
}

extension BinaryDifference {
  /// Where the first difference is and how many there are, then rows of 16 bytes, each of both sides.
  package var lines: [String] {
    let counts = "\(bytes) differing \(bytes == 1 ? "byte" : "bytes") in \(ranges) \(ranges == 1 ? "range" : "ranges")"
    return ["first difference at offset \(firstOffset) (0x\(String(firstOffset, radix: 16))), \(counts)"]
      + rows(expectedWindow, "-") + rows(actualWindow, "+") + (limit.map { [$0] } ?? [])
  }

  private func rows(_ window: [UInt8], _ sign: String) -> [String] {
    stride(from: 0, to: window.count, by: 16).map { start in
      let row = window[start..<min(start + 16, window.count)]
      let digits = row.map(hexadecimal).joined(separator: " ")
      let text = row.map { (0x20...0x7E).contains($0) ? String(Unicode.Scalar($0)) : "." }.joined()
      let padding = String(repeating: " ", count: 47 - digits.utf8.count)
      return "\(sign)\(padded(windowOffset + start, 8, radix: 16))  \(digits)\(padding)  \(text)"
    }
  }
}

extension ValueDifference {
  /// `KIND PATH: VALUES`, with the values as JSON on one line.
  package var line: String {
    let values = [expected, actual].compactMap { $0?.line }.map { LineExcerpt(of: Array($0.utf8)).text }
    return "\(kind.rawValue) \(path.isEmpty ? "the document" : escaped(path)): " + values.joined(separator: " → ")
  }
}

extension ContentOutline {
  /// What kind of content it is, and the first lines of a text.
  package var lines: [String] {
    guard let text else { return ["actual is no text"] }
    let count = "\(text.lines) \(text.lines == 1 ? "line" : "lines")"
    let head = text.lines > firstLines.count ? ", which begins" : ""
    return ["actual is \(text.encoding.rawValue) text of \(count)\(head):"]
      + firstLines.map { " " + LineExcerpt(of: $0).text }
  }
}
