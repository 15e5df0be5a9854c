/// The header of a zstd frame (RFC 8878, 3.1.1.1).
package struct ZstdFrame: Hashable, Sendable {
  /// The memory that decoding needs, in bytes.
  package var windowSize: UInt64
  /// In bytes; nil when the frame does not tell.
  package var contentSize: UInt64?
  package var hasChecksum: Bool
  /// 0 when no dictionary is named.
  package var dictionaryID: UInt32
  /// The header's length in bytes: where the first block begins.
  package var length: Int

  /// The longest header in bytes.
  package static let longestHeader = 18

  /// Nil unless `start` holds a whole frame header.
  package init?(_ start: [UInt8]) {
    var cursor = ByteCursor(start.prefix(Self.longestHeader))
    guard cursor.takeNumber(bytes: 4) == 0xFD2F_B528, let descriptor = cursor.takeByte(), descriptor & 8 == 0 else {
      return nil
    }
    let isSingleSegment = descriptor & 0x20 != 0
    hasChecksum = descriptor & 4 != 0
    windowSize = 0
    if !isSingleSegment {
      guard let window = cursor.takeByte() else { return nil }
      let base = UInt64(1) << (10 + UInt64(window >> 3))
      windowSize = base + base / 8 * UInt64(window & 7)
    }
    guard let dictionary = cursor.takeNumber(bytes: [0, 1, 2, 4][Int(descriptor & 3)]) else { return nil }
    dictionaryID = UInt32(truncatingIfNeeded: dictionary)
    let sizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][Int(descriptor >> 6)]
    guard let size = cursor.takeNumber(bytes: sizeBytes) else { return nil }
    // Two bytes begin where one byte ends.
    contentSize = sizeBytes == 0 ? nil : sizeBytes == 2 ? size + 256 : size
    if isSingleSegment { windowSize = size + (sizeBytes == 2 ? 256 : 0) }
    length = cursor.rest.startIndex
  }
}

extension ZstdFrame {
  /// What the headers of a file's frames say, as far as they can be reached.
  struct Survey {
    /// The first frame that holds content.
    var first: ZstdFrame?
    /// The number of such frames; nil when the file is damaged or has too many blocks to walk over.
    var count: Int?
    /// Of all frames, in bytes.
    var largestWindow: UInt64 = 0
    /// Where the last frame ends, in bytes; nil unless something follows that is no frame.
    var end: Int64?
  }

  static func survey(size: Int64, read: ReadBytes) throws(ArchiveError) -> Survey {
    var (offset, survey, count) = (0 as Int64, Survey(), 0)
    var steps = 1 << 16
    while offset < size {
      let start = try read(offset, longestHeader)
      if let skipped = skippableLength(start) {
        offset += skipped
        steps -= 1
      } else {
        guard let frame = ZstdFrame(start) else {
          if survey.first != nil, !start.agrees(with: magic) { survey.end = offset }
          return survey
        }
        survey.first = survey.first ?? frame
        survey.largestWindow = max(survey.largestWindow, frame.windowSize)
        count += 1
        guard let end = try frame.end(from: offset, size: size, &steps, read: read) else { return survey }
        offset = end
      }
      guard steps > 0 else { return survey }
    }
    survey.count = offset == size ? count : nil
    return survey
  }

  private static let magic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]

  /// Frames for other purposes (RFC 8878, 3.1.2): magic number and length.
  private static func skippableLength(_ start: [UInt8]) -> Int64? {
    var cursor = ByteCursor(start)
    guard let magic = cursor.takeNumber(bytes: 4), magic & ~15 == 0x184D_2A50, let size = cursor.takeNumber(bytes: 4)
    else { return nil }
    return Int64(size) + 8
  }

  /// Where the frame that begins at `offset` ends; nil if its blocks are damaged or `steps` of them are not enough.
  private func end(
    from offset: Int64, size: Int64, _ steps: inout Int, read: ReadBytes
  ) throws(ArchiveError) -> Int64? {
    var offset = offset + Int64(length)
    while offset < size, steps > 0 {
      steps -= 1
      var cursor = ByteCursor(try read(offset, 3))
      guard let block = cursor.takeNumber(bytes: 3), block >> 1 & 3 != 3 else { return nil }
      // A repeated byte is stored once.
      offset += 3 + (block >> 1 & 3 == 1 ? 1 : Int64(block >> 3))
      if block & 1 != 0 { return offset + (hasChecksum ? 4 : 0) }
    }
    return nil
  }
}
