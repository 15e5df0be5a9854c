extension [UInt8] {
  /// The unsigned integer of `width` bytes (1 to 8) at an offset; nil where it does not lie within the bytes.
  func integer(at offset: UInt64, width: Int, isBigEndian: Bool = false) -> UInt64? {
    guard let range = range(at: offset, count: UInt64(width)) else { return nil }
    let bytes = self[range]
    return isBigEndian ? bytes.reduce(0) { $0 << 8 | UInt64($1) } : bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The range of `count` bytes at an offset; nil where it does not lie within the bytes.
  func range(at offset: UInt64, count: UInt64) -> Range<Int>? {
    let (end, overflows) = offset.addingReportingOverflow(count)
    guard !overflows, end <= UInt64(self.count) else { return nil }
    return Int(offset)..<Int(end)
  }
}

extension Collection<UInt8> where SubSequence == ArraySlice<UInt8> {
  /// The bytes without spaces and tabs at either end.
  package var trimmed: ArraySlice<UInt8> {
    var rest = self[startIndex...]
    while let byte = rest.first, byte == 0x20 || byte == 0x09 { rest = rest.dropFirst() }
    while let byte = rest.last, byte == 0x20 || byte == 0x09 { rest = rest.dropLast() }
    return rest
  }
}

extension UInt8 {
  /// Whether the byte is one of `0` to `9`.
  package var isDigit: Bool { (0x30...0x39).contains(self) }
  /// Whether the byte is one of `0` to `9`, `a` to `f` and `A` to `F`.
  package var isHexDigit: Bool { isDigit || (0x61...0x66).contains(self | 0x20) }
  /// Whether the byte is a digit or a letter of ASCII.
  package var isAlphanumeric: Bool { isDigit || (0x61...0x7A).contains(self | 0x20) }
}
