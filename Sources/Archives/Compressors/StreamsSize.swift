/// How many bytes of a compressed file its streams take up: fewer than `size` where something follows that is none.
///
/// Told for xz and zstd, whose decoders take whatever follows for a stream that is broken; the others stop before it.
/// What begins like a further stream is one, however it goes on, so that a cut one is never taken for something else.
func streamsSize(format: CompressionFormat, size: Int64, read: ReadBytes) throws(ArchiveError) -> Int64 {
  switch format {
  case .gzip, .bzip2, .lzma: size
  case .zstd: try ZstdFrame.survey(size: size, read: read).end ?? size
  case .xz: try xzStreamsSize(size: size, read: read) ?? size
  }
}

/// Looks for the last footer of a stream from the end of the file on; nil where no streams end before it.
private func xzStreamsSize(size: Int64, read: ReadBytes) throws(ArchiveError) -> Int64? {
  guard try XzIndex(size: size, read: read) == nil else { return nil }
  var candidates = 64
  // Streams and what they are filled up with are multiples of four bytes (xz file format, 2 and 2.2).
  var end = size & ~3
  let lowest = max(0, end - mostSearchedBytes)
  while end > lowest {
    let start = max(lowest, end - Int64(searchedBlockSize))
    let block = try read(start, Int(end - start))
    for index in stride(from: block.count, to: 0, by: -4) where block[..<index].suffix(2).elementsEqual("YZ".utf8) {
      let place = start + Int64(index)
      guard try isFooter(endingAt: place, read: read) else { continue }
      candidates -= 1
      guard candidates > 0 else { return nil }
      guard place < size, try XzIndex(size: place, read: read) != nil else { continue }
      return try read(place, searchedBlockSize).beginsLike(XzStream.magic) ? nil : place
    }
    end = start
  }
  return nil
}

private let mostSearchedBytes: Int64 = 256 << 20
private let searchedBlockSize = 64 << 10

/// Whether a footer ends there whose checksum is right.
private func isFooter(endingAt end: Int64, read: ReadBytes) throws(ArchiveError) -> Bool {
  let footer = try read(end - Int64(XzStream.headerSize), XzStream.headerSize)
  guard footer.count == XzStream.headerSize else { return false }
  return footer.little(UInt32.self, at: 0) == footer[4..<10].withUnsafeBytes { crc32(of: $0) }
}

extension [UInt8] {
  /// Whether the magic number stands at the start, behind zeros or cut off by the end.
  fileprivate func beginsLike(_ magic: [UInt8]) -> Bool { drop { $0 == 0 }.agrees(with: magic) }
}

extension Collection<UInt8> {
  /// Whether this begins with the bytes, or is the beginning of them; false where there is nothing.
  func agrees(with magic: [UInt8]) -> Bool { !isEmpty && zip(self, magic).allSatisfy(==) }
}
