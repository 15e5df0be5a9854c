import Comparison

/// Lines end with CRLF on one side, or begin with a byte order mark.
struct LineEndings: ContentMask {
  let description = CauseDescription(
    id: "line-endings", meaning: "lines of a text end differently, or one side begins with a byte order mark",
    proof: "each CRLF is taken for LF and a byte order mark is left out",
    fooledBy: "a format in which line endings have a meaning, such as a signed text",
    fix:
      "write 'text eol=lf' into .gitattributes, turn core.autocrlf off, and open files for writing with newline='\\n'")

  func apply(to pair: ContentPair) -> MaskedContent? {
    guard pair.isText, let masked = pair.mapping(normalized), !masked.has(pair.expected, pair.actual) else {
      return nil
    }
    let marks = (pair.expected.starts(with: byteOrderMark), pair.actual.starts(with: byteOrderMark))
    var evidence = marks.0 == marks.1 ? [] : ["a byte order mark stands only in \(marks.0 ? "expected" : "actual")"]
    let counts = (carriageReturns(pair.expected), carriageReturns(pair.actual))
    if counts.0 != counts.1 {
      evidence.append(
        "\(counted(counts.0, "line")) \(counts.0 == 1 ? "ends" : "end") with CRLF expected, \(counts.1) actual")
    }
    return MaskedContent(pair: masked, evidence: evidence.isEmpty ? ["other lines end with CRLF"] : evidence)
  }

  private func normalized(_ text: [UInt8]) -> [UInt8] {
    let start = text.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    return text.indices[start...].compactMap { index in
      let isCRLF = text[index] == 0x0D && index + 1 < text.count && text[index + 1] == 0x0A
      return isCRLF ? nil : text[index]
    }
  }

  private func carriageReturns(_ text: [UInt8]) -> Int { zip(text, text.dropFirst()).count { $0 == (0x0D, 0x0A) } }
}

private let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

extension ContentPair {
  fileprivate func has(_ expected: [UInt8], _ actual: [UInt8]) -> Bool {
    self.expected == expected && self.actual == actual
  }
}
