/// The start of a bzip2 stream.
package struct Bzip2Header: Hashable, Sendable {
  /// From 1 to 9: the block size in units of 100,000 bytes.
  package var level: Int

  /// Nil unless `start` holds a bzip2 header and the start of a block or of the end.
  package init?(_ start: [UInt8]) {
    guard start.count >= 10, start.starts(with: Array("BZh".utf8)), (0x31...0x39).contains(start[3]) else { return nil }
    // The digits of pi begin a block, those of its square root the end.
    guard
      start[4..<10] == [0x31, 0x41, 0x59, 0x26, 0x53, 0x59] || start[4..<10] == [0x17, 0x72, 0x45, 0x38, 0x50, 0x90]
    else { return nil }
    level = Int(start[3] - 0x30)
  }
}
