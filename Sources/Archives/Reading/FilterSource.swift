import CArchive

/// The plain content of a bzip2, xz, lzma or zstd stream, decompressed by libarchive.
final class FilterSource: DecompressedSource {
  private let handle: LibarchiveHandle
  private let format: CompressionFormat
  private let findings: Findings
  private let rest: ArchiveInput?
  private var hasContent: Bool
  /// What follows the stream; nil where that is nothing but zeros.
  private(set) var trailing: TrailingBytes?

  /// - Parameter rest: What follows the streams, if `source` ends before it.
  init(
    _ source: any ByteSource, format: CompressionFormat, archive: String, findings: Findings, rest: ArchiveInput? = nil
  ) throws(ArchiveError) {
    (self.format, self.findings, self.rest) = (format, findings, rest)
    do throws(ArchiveError) {
      handle = try LibarchiveHandle(reading: source, archive: archive) { handle in
        // 'raw' takes any content but none at all, which is what 'empty' is for.
        archive_read_support_format_raw(handle)
        archive_read_support_format_empty(handle)
        return enableFilter(format, handle)
      }
    } catch { throw worded(error, format, offset: nil) }
    hasContent = false
    hasContent = try withoutTooLargeWindows { handle throws(ArchiveError) in
      try handle.nextEntry(member: MemberPlace(position: 0)) != nil
    }
  }

  /// False where libarchive saw no such stream, and gives the bytes as they are.
  var isDecompressing: Bool { archive_filter_code(handle.handle, 0) != ARCHIVE_FILTER_NONE }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    while hasContent {
      let next = try withoutTooLargeWindows { handle throws(ArchiveError) in try handle.nextBlock(member: nil) }
      guard let block = next.block else {
        try end()
        return nil
      }
      if !block.isEmpty { return block }
    }
    return nil
  }

  /// A header that was not found before reading may ask for too much: then the decoder says so.
  private func withoutTooLargeWindows<Result>(
    _ body: (LibarchiveHandle) throws(ArchiveError) -> Result
  ) throws(ArchiveError) -> Result {
    do throws(ArchiveError) { return try body(handle) } catch {
      throw worded(error, format, offset: handle.consumed)
    }
  }

  private func end() throws(ArchiveError) {
    hasContent = false
    if let rest {
      var reader = TrailingBytesReader()
      try reader.addRest(of: InputSource(rest))
      trailing = reader.finish()
    } else {
      trailing = try handle.drainSource().trailing
    }
    guard let trailing else { return }
    findings.add("archive.trailing-bytes", "\(trailing) follow the end of the \(format.rawValue) stream")
  }
}

/// The error in plain words, with how many bytes the decoder had taken; libarchive knows no words for a limit, and tells
/// of a cut stream as its decoders do.
private func worded(_ error: ArchiveError, _ format: CompressionFormat, offset: Int64?) -> ArchiveError {
  guard case .damaged(let archive, let member, let reason) = error else { return error }
  if reason.lowercased().contains("memory") {
    return .limit(archive: archive, member: member, .windowBytes, format.decoderLimit)
  }
  let isCut = ["no progress is possible", "truncated"].contains(where: reason.lowercased().contains)
  let words = isCut ? "the \(format.rawValue) stream ends early" : reason
  return .damaged(
    archive: archive, member: member, reason: words + (offset.map { ", at offset \($0)" } ?? ""))
}

private func enableFilter(_ format: CompressionFormat, _ handle: OpaquePointer) -> CInt {
  switch format {
  case .gzip: archive_read_support_filter_gzip(handle)
  case .bzip2: archive_read_support_filter_bzip2(handle)
  case .xz: archive_read_support_filter_xz(handle)
  case .lzma: archive_read_support_filter_lzma(handle)
  case .zstd: archive_read_support_filter_zstd(handle)
  }
}
