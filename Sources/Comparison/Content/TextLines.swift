/// A text cut into lines.
struct TextLines {
  /// The lines without their endings.
  private(set) var lines: [ArraySlice<UInt8>] = []
  private(set) var endings: [LineEnding] = []
  private(set) var traits: TextTraits

  /// Nil for bytes that are no text: they hold NUL or other control characters that no text has.
  init?(_ bytes: [UInt8]) {
    guard let encoding = TextTraits.Encoding(of: bytes) else { return nil }
    traits = TextTraits(
      encoding: encoding, hasByteOrderMark: bytes.starts(with: [0xEF, 0xBB, 0xBF]), lines: 0, crlfLines: 0,
      endsWithNewline: bytes.last == UInt8(ascii: "\n"))
    var rest = bytes[...].dropFirst(traits.hasByteOrderMark ? 3 : 0)
    while !rest.isEmpty {
      let end = rest.firstIndex(of: UInt8(ascii: "\n"))
      append(rest[..<(end ?? rest.endIndex)], isEnded: end != nil)
      rest = rest[(end.map { $0 + 1 } ?? rest.endIndex)...]
    }
    traits.lines = lines.count
    traits.crlfLines = endings.count { $0 == .crlf }
  }

  private mutating func append(_ line: ArraySlice<UInt8>, isEnded: Bool) {
    let isCRLF = isEnded && line.last == UInt8(ascii: "\r")
    lines.append(isCRLF ? line.dropLast() : line)
    endings.append(isCRLF ? .crlf : isEnded ? .lf : .none)
  }
}

extension TextTraits.Encoding {
  /// Nil for bytes that are no text.
  fileprivate init?(of bytes: [UInt8]) {
    guard !bytes.contains(where: Self.isBinary) else { return nil }
    if bytes.allSatisfy({ $0 < 0x80 }) {
      self = .ascii
    } else {
      self = bytes.isUTF8 ? .utf8 : .other
    }
  }

  /// Control characters other than tab, line feed, form feed, carriage return, backspace and escape.
  private static func isBinary(_ byte: UInt8) -> Bool {
    byte < 0x20 && !(8...10).contains(byte) && byte != 12 && byte != 13 && byte != 27
  }
}

extension [UInt8] {
  fileprivate var isUTF8: Bool {
    withUnsafeBufferPointer { buffer in
      var iterator = buffer.makeIterator()
      var decoder = UTF8()
      while true {
        switch decoder.decode(&iterator) {
        case .scalarValue: continue
        case .emptyInput: return true
        case .error: return false
        }
      }
    }
  }
}
