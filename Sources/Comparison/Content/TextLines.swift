/// A text cut into lines.
struct TextLines {
  /// The lines without their endings.
  let lines: Lines
  private(set) var traits: TextTraits

  /// Nil for bytes that are no text: they hold NUL or other control characters that no text has.
  init?(_ bytes: [UInt8]) {
    // Places are kept in 32 bits, since a text may be nothing but line feeds.
    guard bytes.count < UInt32.max, let encoding = TextTraits.Encoding(of: bytes) else { return nil }
    traits = TextTraits(
      encoding: encoding, hasByteOrderMark: bytes.starts(with: [0xEF, 0xBB, 0xBF]), lines: 0, crlfLines: 0,
      endsWithNewline: bytes.last == UInt8(ascii: "\n"))
    lines = Lines(bytes, from: traits.hasByteOrderMark ? 3 : 0)
    traits.lines = lines.count
    traits.crlfLines = lines.indices.count { lines.ending($0) == .crlf }
  }

  /// Lines that are cut out of the text when they are asked for; four bytes each.
  struct Lines: RandomAccessCollection {
    private let text: [UInt8]
    private let start: Int
    /// Where each line ends, its line feed included.
    private let ends: [UInt32]

    fileprivate init(_ text: [UInt8], from start: Int) {
      (self.text, self.start) = (text, start)
      ends = text.withUnsafeBufferPointer { bytes in
        let feeds = bytes.dropFirst(start).count { $0 == UInt8(ascii: "\n") }
        var ends: [UInt32] = []
        ends.reserveCapacity(feeds + 1)
        for index in bytes.indices.dropFirst(start) where bytes[index] == UInt8(ascii: "\n") {
          ends.append(UInt32(index + 1))
        }
        if bytes.count > Int(ends.last ?? UInt32(start)) { ends.append(UInt32(bytes.count)) }
        return ends
      }
    }

    var startIndex: Int { 0 }

    var endIndex: Int { ends.count }

    subscript(index: Int) -> ArraySlice<UInt8> {
      let line = whole(index)
      switch ending(index) {
      case .lf: return line.dropLast()
      case .crlf: return line.dropLast(2)
      case .none: return line
      }
    }

    func ending(_ index: Int) -> LineEnding {
      let line = whole(index)
      guard line.last == UInt8(ascii: "\n") else { return .none }
      return line.dropLast().last == UInt8(ascii: "\r") ? .crlf : .lf
    }

    private func whole(_ index: Int) -> ArraySlice<UInt8> {
      text[(index == 0 ? start : Int(ends[index - 1]))..<Int(ends[index])]
    }
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
