/// Refuses a compressed file whose decoder would need more memory than the limit, before anything is allocated.
///
/// Read from the headers of all blocks and frames, as far as an xz index or the chain of zstd blocks leads to them;
/// what is not found so is bounded by the decoders themselves.
///
/// - Throws: `limit`, or what reading throws.
func checkWindow(
  _ format: CompressionFormat, of input: ArchiveInput, _ limits: ReadingLimits
) throws(ArchiveError) {
  let window = try largestWindow(format, size: input.size) { offset, count throws(ArchiveError) in
    try input.bytes(at: offset, count: count)
  }
  try check(window, format, archive: input.name, limits)
}

/// The same for a stream of which only the start is at hand.
func checkWindow(
  _ format: CompressionFormat, start: [UInt8], archive: String, _ limits: ReadingLimits
) throws(ArchiveError) {
  let window = try largestWindow(format, size: Int64(start.count)) { offset, count throws(ArchiveError) in
    Array(start.dropFirst(Int(clamping: offset)).prefix(count))
  }
  try check(window, format, archive: archive, limits)
}

extension CompressionFormat {
  /// What the decoder refuses whatever it is told, in bytes: liblzma as libarchive sets it up, and libzstd's default.
  var decoderLimit: Int64 { self == .zstd ? 128 << 20 : 1 << 30 }
}

private func check(
  _ window: UInt64, _ format: CompressionFormat, archive: String, _ limits: ReadingLimits
) throws(ArchiveError) {
  let limit = min(limits.windowBytes ?? .max, format.decoderLimit)
  guard window <= UInt64(clamping: limit) else {
    throw .limit(archive: archive, member: nil, .windowBytes, limit)
  }
}

/// In bytes; 0 where no header tells.
private func largestWindow(
  _ format: CompressionFormat, size: Int64, read: ReadBytes
) throws(ArchiveError) -> UInt64 {
  switch format {
  // At most 32 KiB and 900 kB.
  case .gzip, .bzip2: 0
  case .lzma: LzmaHeader(try read(0, 13)).map { UInt64($0.dictionarySize) } ?? 0
  case .zstd: try ZstdFrame.survey(size: size, read: read).largestWindow
  case .xz: try largestDictionary(size: size, read: read)
  }
}

private func largestDictionary(size: Int64, read: ReadBytes) throws(ArchiveError) -> UInt64 {
  var largest = XzStream(try read(0, XzStream.longestStart))?.firstBlock?.dictionarySize ?? 0
  for block in try XzIndex(size: size, read: read)?.blocks ?? [] {
    let header = XzBlockHeader(try read(block.offset, XzBlockHeader.longest))
    largest = max(largest, header?.dictionarySize ?? 0)
  }
  return UInt64(largest)
}

extension XzBlockHeader {
  /// The largest of its filters', in bytes.
  fileprivate var dictionarySize: Int64? { filters.compactMap(\.dictionarySize).max() }
}
