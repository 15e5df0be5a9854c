/// The SHA-256 of some content: the only identity content has in the store.
package struct ContentDigest: Hashable, Sendable, Comparable, CustomStringConvertible {
  private let bytes: SIMD32<UInt8>

  /// Nil unless there are exactly 32 bytes.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    self.bytes = SIMD32(bytes)
  }

  /// Nil unless `hex` is 64 lower-case hexadecimal digits.
  package init?(hex: some StringProtocol) {
    guard let bytes = Self.bytes(hex: Array(hex.utf8)) else { return nil }
    self.init(bytes: bytes)
  }

  /// 64 lower-case hexadecimal digits.
  package var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(unsafeUninitializedCapacity: 64) { buffer in
      for index in 0..<32 {
        buffer[index * 2] = digits[Int(bytes[index] >> 4)]
        buffer[index * 2 + 1] = digits[Int(bytes[index] & 15)]
      }
      return 64
    }
  }

  package var description: String { hex }

  package static func < (left: Self, right: Self) -> Bool { left.hex < right.hex }

  private static func bytes(hex: [UInt8]) -> [UInt8]? {
    guard hex.count == 64 else { return nil }
    var result: [UInt8] = []
    for index in stride(from: 0, to: 64, by: 2) {
      guard let high = nibble(hex[index]), let low = nibble(hex[index + 1]) else { return nil }
      result.append(high << 4 | low)
    }
    return result
  }

  private static func nibble(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
