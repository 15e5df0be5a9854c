/// Why reading a deflate stream stopped before its end.
enum DeflateStop: Error {
  /// There are no more bytes, or a limit struck.
  case cut
  /// The bits contradict RFC 1951.
  case damaged
}

/// Reads bits in the order of RFC 1951, 3.1.1: the lowest bit of a byte first.
struct BitReader {
  private let bytes: UnsafeRawBufferPointer
  private let end: Int
  /// In bits from the start.
  private(set) var position = 0

  /// The bytes must outlive the reader.
  init(_ bytes: UnsafeRawBufferPointer) { (self.bytes, end) = (bytes, bytes.count * 8) }

  /// The next bits, at least 25, the first of them lowest; zeros past the end.
  var window: UInt32 {
    let start = position >> 3
    guard start + 4 > bytes.count else {
      return UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self)) >> (position & 7)
    }
    var value: UInt32 = 0
    for index in start..<max(start, bytes.count) { value |= UInt32(bytes[index]) << (8 * (index - start)) }
    return value >> (position & 7)
  }

  mutating func skip(_ count: Int) throws(DeflateStop) {
    guard count <= end - position else { throw .cut }
    position += count
  }

  /// The number that the next bits are; 25 of them at most.
  mutating func take(_ count: Int) throws(DeflateStop) -> Int {
    let value = Int(window & (1 << count - 1))
    try skip(count)
    return value
  }

  /// The next symbol of a code.
  mutating func take(_ table: HuffmanTable) throws(DeflateStop) -> Int {
    guard let (symbol, length) = table.symbol(startingIn: window) else {
      // The zeros past the end are no evidence of damage.
      throw end - position < HuffmanTable.longestCode ? .cut : .damaged
    }
    try skip(length)
    return symbol
  }

  /// Whole bytes from the next byte boundary on, up to `limit`; the rest of them is skipped.
  mutating func takeBytes(_ count: Int) throws(DeflateStop) -> UnsafeRawBufferPointer {
    let start = position >> 3
    try skip(count * 8)
    return UnsafeRawBufferPointer(rebasing: bytes[start..<(start + count)])
  }

  mutating func alignToByte() { position = (position + 7) & ~7 }
}
