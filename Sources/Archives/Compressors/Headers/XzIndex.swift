/// The blocks of all streams of an xz file, by the indexes at their ends (xz file format, 2.1.2 and 4).
package struct XzIndex: Hashable, Sendable {
  package struct Block: Hashable, Sendable {
    /// In bytes, without the padding that follows.
    package var unpaddedSize: Int64
    /// In bytes.
    package var plainSize: Int64
    /// Where its header begins.
    package fileprivate(set) var offset: Int64 = 0
  }

  /// In the order of the file.
  package private(set) var blocks: [Block] = []
  package private(set) var streams = 0

  /// Nil when the file is damaged or cut, or has more streams or blocks than are worth reading.
  package init?(size: Int64, read: ReadBytes) throws(ArchiveError) {
    var end = size
    while end > 0 {
      end = try Self.skipPadding(before: end, read: read)
      guard end > 0, streams < Self.mostStreams, let start = try takeStream(endingAt: end, read: read) else {
        return nil
      }
      end = start
    }
    guard streams > 0 else { return nil }
    blocks.reverse()
  }

  private static let mostStreams = 4096
  private static let mostIndexBytes: Int64 = 1 << 20
  private static let mostPaddingBytes: Int64 = 1 << 20

  /// Streams may be followed by zeros; the search for what stands before them is given up after a MiB.
  private static func skipPadding(before end: Int64, read: ReadBytes) throws(ArchiveError) -> Int64 {
    var rest = end
    while rest > 0, end - rest < mostPaddingBytes {
      let count = min(rest, 4096)
      let bytes = try read(rest - count, Int(count))
      let zeros = bytes.reversed().prefix { $0 == 0 }.count
      rest -= Int64(zeros)
      if zeros < count { break }
    }
    // None of the zeros belongs to a stream, which ends with its magic number.
    return rest
  }

  /// Where the stream that ends at `end` begins; nil unless footer, index and header agree.
  private mutating func takeStream(endingAt end: Int64, read: ReadBytes) throws(ArchiveError) -> Int64? {
    let headerSize = Int64(XzStream.headerSize)
    guard end >= 2 * headerSize else { return nil }
    let footer = try read(end - headerSize, XzStream.headerSize)
    guard footer.count == XzStream.headerSize, footer[10...].elementsEqual("YZ".utf8) else { return nil }
    var cursor = ByteCursor(footer[4..<8])
    guard let units = cursor.takeNumber(bytes: 4) else { return nil }
    let indexSize = (Int64(units) + 1) * 4
    guard indexSize <= Self.mostIndexBytes, indexSize <= end - 2 * headerSize else { return nil }
    let indexStart = end - headerSize - indexSize
    guard var records = Self.records(try read(indexStart, Int(indexSize))) else { return nil }
    guard let content = Self.paddedSize(of: records), content <= indexStart - headerSize else { return nil }
    let start = indexStart - content - headerSize
    guard let header = XzStream(try read(start, XzStream.headerSize)), header.checkID == footer[9] else { return nil }
    guard blocks.count + records.count <= Int(Self.mostIndexBytes) else { return nil }
    var offset = start + headerSize
    for index in records.indices {
      records[index].offset = offset
      offset += (records[index].unpaddedSize + 3) & ~3
    }
    streams += 1
    blocks += records.reversed()
    return start
  }

  private static func records(_ index: [UInt8]) -> [Block]? {
    var cursor = ByteCursor(index)
    guard cursor.takeByte() == 0, let count = cursor.takeVariableNumber(), count <= index.count / 2 else { return nil }
    var blocks: [Block] = []
    for _ in 0..<count {
      guard let size = cursor.takeVariableNumber(), let plain = cursor.takeVariableNumber() else { return nil }
      blocks.append(Block(unpaddedSize: size, plainSize: plain))
    }
    return blocks
  }

  /// The length of all blocks, each filled up to four bytes; nil when it is too large for a file.
  private static func paddedSize(of blocks: [Block]) -> Int64? {
    var sum: Int64 = 0
    for block in blocks {
      let (size, isTooLarge) = block.unpaddedSize.addingReportingOverflow(3)
      let (next, overflow) = sum.addingReportingOverflow(size & ~3)
      guard !isTooLarge, !overflow else { return nil }
      sum = next
    }
    return sum
  }
}
