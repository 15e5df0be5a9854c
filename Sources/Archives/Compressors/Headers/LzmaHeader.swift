/// The header of a `.lzma` file (lzma-file-format.txt, 1.1).
package struct LzmaHeader: Hashable, Sendable {
  /// The literal context bits, the literal position bits and the position bits.
  package var lc, lp, pb: Int
  /// In bytes.
  package var dictionarySize: Int64
  /// In bytes; nil when the end of the content is marked instead.
  package var plainSize: UInt64?

  /// Nil unless `start` holds a whole header.
  package init?(_ start: [UInt8]) {
    var cursor = ByteCursor(start.prefix(13))
    guard let properties = cursor.takeByte(), properties <= 224, let dictionary = cursor.takeNumber(bytes: 4),
      let size = cursor.takeNumber(bytes: 8)
    else { return nil }
    (lc, lp, pb) = (Int(properties % 9), Int(properties / 9 % 5), Int(properties / 45))
    dictionarySize = Int64(dictionary)
    plainSize = size == .max ? nil : size
  }

  /// Such as `lc=3 lp=0 pb=2 dict=8MiB, end marked`.
  package var properties: String {
    "lc=\(lc) lp=\(lp) pb=\(pb) dict=\(shortSize(dictionarySize)), \(plainSize == nil ? "end marked" : "size given")"
  }
}
