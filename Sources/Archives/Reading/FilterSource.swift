import CArchive

/// The plain content of a bzip2, xz, lzma or zstd stream, decompressed by libarchive.
final class FilterSource: ByteSource {
  private let handle: LibarchiveHandle
  private let format: CompressionFormat
  private let findings: Findings
  private var hasContent: Bool

  init(
    _ source: any ByteSource, format: CompressionFormat, archive: String, findings: Findings
  ) throws(ArchiveError) {
    (self.format, self.findings) = (format, findings)
    handle = try LibarchiveHandle(reading: source, archive: archive) { handle in
      // 'raw' takes any content but none at all, which is what 'empty' is for.
      archive_read_support_format_raw(handle)
      archive_read_support_format_empty(handle)
      return enableFilter(format, handle)
    }
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
      guard case .damaged(let archive, let member, let reason) = error, reason.lowercased().contains("memory") else {
        throw error
      }
      throw .limit(archive: archive, member: member, .windowBytes, format.decoderLimit)
    }
  }

  private func end() throws(ArchiveError) {
    hasContent = false
    guard let trailing = try handle.drainSource().trailing else { return }
    findings.add("archive.trailing-bytes", "\(trailing) follow the end of the \(format.rawValue) stream")
  }
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
