/// The header of an xz block (xz file format, 3.1).
package struct XzBlockHeader: Hashable, Sendable {
  /// In the order in which the compressor applied them.
  package var filters: [XzFilter]
  /// In bytes; written by compressors that make a block in memory, as with several threads.
  package var compressedSize: Int64?
  package var plainSize: Int64?

  /// The longest header in bytes.
  static let longest = 1024

  /// Nil unless `start` holds a whole block header; the checksum is not verified.
  package init?(_ start: some Sequence<UInt8>) {
    var cursor = ByteCursor(start)
    // 0 begins the index.
    guard let size = cursor.takeByte(), size > 0, let header = cursor.take(Int(size) * 4 + 3) else { return nil }
    cursor = ByteCursor(header.dropLast(4))
    guard let flags = cursor.takeByte() else { return nil }
    if flags & 0x40 != 0 {
      guard let size = cursor.takeVariableNumber() else { return nil }
      compressedSize = size
    }
    if flags & 0x80 != 0 {
      guard let size = cursor.takeVariableNumber() else { return nil }
      plainSize = size
    }
    filters = []
    for _ in 0...(flags & 3) {
      guard let id = cursor.takeVariableNumber(), let size = cursor.takeVariableNumber().flatMap({ Int(exactly: $0) }),
        let properties = cursor.take(size)
      else { return nil }
      filters.append(XzFilter(id: id, properties: Array(properties)))
    }
  }
}
