import CArchive

/// Compresses to xz or zstd through libarchive, on the caller's thread.
package final class FilterSink: ByteSink {
  private let handle: OpaquePointer
  private let entry: OpaquePointer
  private let client: WritingClient
  private let format: CompressionFormat

  /// One stream of one block with CRC64, as `xz -PRESET -T1` writes it.
  package static func xz(to next: any ByteSink, preset: Int = NormalForm.xzPreset) throws(ArchiveError) -> FilterSink {
    try FilterSink(to: next, .xz, archive_write_add_filter_xz, ["compression-level": preset, "threads": 1])
  }

  /// One frame without a checksum.
  package static func zstd(to next: any ByteSink, level: Int = NormalForm.zstdLevel) throws(ArchiveError) -> FilterSink
  {
    try FilterSink(to: next, .zstd, archive_write_add_filter_zstd, ["compression-level": level])
  }

  private init(
    to next: any ByteSink, _ format: CompressionFormat, _ addFilter: (OpaquePointer) -> CInt, _ options: [String: Int]
  ) throws(ArchiveError) {
    guard let handle = archive_write_new(), let entry = archive_entry_new() else {
      fatalError("no memory for libarchive")
    }
    (self.handle, self.entry, self.format, client) = (handle, entry, format, WritingClient(next))
    // A warning means that libarchive would start a program of that name instead.
    try check(addFilter(handle))
    try check(archive_write_set_format_raw(handle))
    for (name, value) in options { try check(archive_write_set_filter_option(handle, nil, name, String(value))) }
    // Pass on what the filter writes as it comes, without padding at the end.
    try check(archive_write_set_bytes_per_block(handle, 0))
    try check(
      archive_write_open(
        handle, Unmanaged.passUnretained(client).toOpaque(), nil,
        { _, client, block, count in writingClient(client).write(UnsafeRawBufferPointer(start: block, count: count)) },
        nil))
    archive_entry_set_filetype(entry, UInt32(0o100000))
    try check(archive_write_header(handle, entry))
  }

  deinit {
    archive_entry_free(entry)
    archive_write_free(handle)
  }

  package func write(_ block: UnsafeRawBufferPointer) throws(ArchiveError) {
    let written = archive_write_data(handle, block.baseAddress, block.count)
    if let error = client.error { throw error }
    guard written == block.count else { throw failure }
  }

  package func finish() throws(ArchiveError) {
    let status = archive_write_close(handle)
    if let error = client.error { throw error }
    try check(status)
    try client.next.finish()
  }

  private func check(_ status: CInt) throws(ArchiveError) { guard status == ARCHIVE_OK else { throw failure } }

  private var failure: ArchiveError {
    let reason = archive_error_string(handle).map { String(cString: $0) }
    return .compressor(format, reason: reason ?? "this libarchive is built without it")
  }
}

/// What libarchive's callback writes to; after an error nothing more is passed on.
private final class WritingClient {
  let next: any ByteSink
  private(set) var error: ArchiveError?

  init(_ next: any ByteSink) { self.next = next }

  func write(_ block: UnsafeRawBufferPointer) -> Int {
    guard error == nil else { return Int(ARCHIVE_FATAL) }
    do throws(ArchiveError) {
      try next.write(block)
      return block.count
    } catch {
      self.error = error
      return Int(ARCHIVE_FATAL)
    }
  }
}

private func writingClient(_ pointer: UnsafeMutableRawPointer?) -> WritingClient {
  // The handle passes the client it was opened with, and nothing else.
  guard let pointer else { fatalError("libarchive called back without its data") }
  return Unmanaged<WritingClient>.fromOpaque(pointer).takeUnretainedValue()
}
