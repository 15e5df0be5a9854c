import CArchive
import Glibc

/// Owns one `struct archive` for reading, fed from a ``ByteSource``.
///
/// Every call that could convert a name runs in the C locale of the thread: there libarchive can't convert what is not
/// ASCII and hands out the bytes as they are stored. In a UTF-8 locale it would compose decomposed names (NFC).
final class LibarchiveHandle {
  let handle: OpaquePointer
  let archive: String
  private let client: ReadingClient
  private var entry: OpaquePointer?

  /// Whether the current member is stored without holes.
  var isContentWhole: Bool { entry.map { archive_entry_sparse_count($0) == 0 } ?? true }

  init(reading source: any ByteSource, archive: String, enabling enable: (OpaquePointer) -> CInt) throws(ArchiveError) {
    guard let handle = archive_read_new() else { fatalError("no memory for libarchive") }
    (self.handle, self.archive, client) = (handle, archive, ReadingClient(source))
    // A warning means that libarchive was built without it and would start a program of that name instead.
    guard enable(handle) == ARCHIVE_OK else {
      throw .damaged(archive: archive, member: nil, reason: "this libarchive can't read it")
    }
    archive_read_set_read_callback(handle) { _, client, block in readingClient(client).read(block) }
    if source is any SkippingSource {
      archive_read_set_skip_callback(handle) { _, client, count in readingClient(client).skip(count) }
    }
    archive_read_set_callback_data(handle, Unmanaged.passUnretained(client).toOpaque())
    let status = inCLocale { archive_read_open1(handle) }
    guard status == ARCHIVE_OK || status == ARCHIVE_WARN else { throw failure(member: nil) }
  }

  deinit { archive_read_free(handle) }

  /// Whether libarchive found no format that it was told to know.
  static func isUnknownFormat(_ error: ArchiveError) -> Bool {
    if case .damaged(_, _, let reason) = error { return reason == "Unrecognized archive format" }
    return false
  }

  /// How many plain bytes the format's reader has taken.
  var position: Int64 { archive_filter_bytes(handle, 0) }

  /// How many bytes of the source the last filter has taken.
  var consumed: Int64 { archive_filter_bytes(handle, -1) }

  /// The next member, nil at the end, and the text of a warning.
  func nextEntry(member: MemberPlace) throws(ArchiveError) -> (entry: OpaquePointer, warning: String?)? {
    var entry: OpaquePointer?
    // Where a name can't be converted, libarchive looks at errno for lack of memory without having cleared it.
    errno = 0
    client.watch(position)
    let status = inCLocale { archive_read_next_header(handle, &entry) }
    guard client.error == nil else { throw failure(member: member) }
    guard status != ARCHIVE_EOF else { return nil }
    guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry else { throw failure(member: member) }
    self.entry = entry
    // The bytes of such a name are wanted, and are there.
    return (entry, status == ARCHIVE_WARN && !message.hasSuffix("to current locale.") ? message : nil)
  }

  /// The first 512 bytes of the current member's headers, of which a tar may have several; none where they were passed
  /// over.
  var headerStart: [UInt8] {
    client.watched?.offset == archive_read_header_position(handle) ? client.watched?.bytes ?? [] : []
  }

  /// Passes over the rest of the member's content, unread where the source allows it.
  func skipContent(member: MemberPlace?) throws(ArchiveError) {
    let status = archive_read_data_skip(handle)
    guard client.error == nil, status == ARCHIVE_OK || status == ARCHIVE_WARN else { throw failure(member: member) }
  }

  /// The next block of the member's content with its offset; at the end a nil block with the offset of the end.
  func nextBlock(member: MemberPlace?) throws(ArchiveError) -> (block: UnsafeRawBufferPointer?, offset: Int64) {
    var start: UnsafeRawPointer?
    var (count, offset) = (0, Int64(0))
    let status = archive_read_data_block(handle, &start, &count, &offset)
    guard client.error == nil else { throw failure(member: member) }
    switch status {
    case ARCHIVE_OK, ARCHIVE_WARN: return (UnsafeRawBufferPointer(start: start, count: count), offset)
    case ARCHIVE_EOF: return (nil, offset)
    default: throw failure(member: member)
    }
  }

  /// Reads the source to its end: how many bytes are left after what was read, and what they are unless all are zero.
  ///
  /// - Throws: `limit` when `isTooMuch` says so of the number of bytes.
  func drainSource(
    isTooMuch: (Int64) -> ArchiveError? = { _ in nil }
  ) throws(ArchiveError) -> (count: Int64, trailing: TrailingBytes?) {
    var rest = TrailingBytesReader()
    // The last filter is the source itself.
    var block = client.unread(after: consumed)
    while let current = block {
      rest.add(current)
      if let error = isTooMuch(rest.count) { throw error }
      block = try client.source.nextBlock()
    }
    return (rest.count, rest.finish())
  }

  private var message: String {
    archive_error_string(handle).map { String(cString: $0) } ?? "it ends early, or is malformed"
  }

  private func failure(member: MemberPlace?) -> ArchiveError {
    client.error ?? .damaged(archive: archive, member: member, reason: message)
  }
}

/// What libarchive's callbacks work on.
private final class ReadingClient {
  let source: any ByteSource
  private(set) var error: ArchiveError?
  private var delivered: Int64 = 0
  private var block: UnsafeRawBufferPointer?
  private var blockStart: Int64 = 0
  /// Up to 512 bytes from an offset on.
  private(set) var watched: (offset: Int64, bytes: [UInt8])?

  init(_ source: any ByteSource) { self.source = source }

  func skip(_ count: Int64) -> Int64 {
    let skipped = (source as? any SkippingSource)?.skip(count) ?? 0
    delivered += skipped
    return skipped
  }

  /// Keeps the bytes from `offset` on, which was not taken yet.
  func watch(_ offset: Int64) {
    watched?.bytes.removeAll(keepingCapacity: true)
    watched = (offset, watched?.bytes ?? [])
    if let block { look(at: block) }
  }

  /// The block is the last one that was delivered.
  private func look(at block: UnsafeRawBufferPointer) {
    guard let (offset, bytes) = watched, bytes.count < 512 else { return }
    let start = offset + Int64(bytes.count) - blockStart
    guard start >= 0, start < block.count else { return }
    watched?.bytes += UnsafeRawBufferPointer(rebasing: block[Int(start)...].prefix(512 - bytes.count))
  }

  func read(_ result: UnsafeMutablePointer<UnsafeRawPointer?>?) -> Int {
    do throws(ArchiveError) {
      guard error == nil, let block = try source.nextBlock() else { return 0 }
      self.block = block
      blockStart = delivered
      delivered += Int64(block.count)
      look(at: block)
      result?.pointee = block.baseAddress
      return block.count
    } catch {
      self.error = error
      return Int(ARCHIVE_FATAL)
    }
  }

  /// What of the last block lies after `position`; nil where nothing was read.
  func unread(after position: Int64) -> UnsafeRawBufferPointer? {
    guard let block else { return nil }
    return UnsafeRawBufferPointer(rebasing: block.suffix(Int(clamping: max(0, delivered - position))))
  }
}

private func readingClient(_ pointer: UnsafeMutableRawPointer?) -> ReadingClient {
  // The handle passes the client it holds, and nothing else.
  guard let pointer else { fatalError("libarchive called back without its data") }
  return Unmanaged<ReadingClient>.fromOpaque(pointer).takeUnretainedValue()
}

// Only the character set matters. A locale_t is never changed after newlocale(3) and may be used by all threads.
nonisolated(unsafe) private let cLocale = newlocale(1 << LC_CTYPE, "C", nil)

private func inCLocale<Result>(_ body: () -> Result) -> Result {
  let previous = uselocale(cLocale)
  defer { uselocale(previous) }
  return body()
}
