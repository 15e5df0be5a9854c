/// The SHA-256 of some content: the only identity content has in the store.
package struct ContentDigest: Hashable, Sendable, Comparable, CustomStringConvertible {
  // Big-endian words rather than a vector: inventories hold millions, and a vector would pad each to 32 bytes.
  private let first: UInt64
  private let second: UInt64
  private let third: UInt64
  private let fourth: UInt64

  /// Nil unless there are exactly 32 bytes.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    var words: [UInt64] = [0, 0, 0, 0]
    for (index, byte) in bytes.enumerated() { words[index / 8] = words[index / 8] << 8 | UInt64(byte) }
    (first, second, third, fourth) = (words[0], words[1], words[2], words[3])
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
      for (word, value) in words.enumerated() {
        for index in 0..<16 { buffer[word * 16 + index] = digits[Int(value >> (60 - 4 * UInt64(index)) & 15)] }
      }
      return 64
    }
  }

  /// The 32 bytes in base 64 with `-` and `_`, without padding: 43 characters, as a wheel's `RECORD` has it.
  package var base64url: String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    return String(
      decoding: (0..<43).map { position in
        // Six bits, of which the last of the last character are nought.
        let bits = (0..<6).map { offset -> Int in
          let bit = position * 6 + offset
          return bit < 256 ? Int(words[bit / 64] >> (63 - UInt64(bit % 64)) & 1) : 0
        }
        return digits[bits.reduce(0) { $0 << 1 | $1 }]
      }, as: UTF8.self)
  }

  package var description: String { hex }

  package static func < (left: Self, right: Self) -> Bool { left.words.lexicographicallyPrecedes(right.words) }

  private var words: [UInt64] { [first, second, third, fourth] }

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
