import CArchive

/// The format's reader over the plain bytes of an archive, with what libarchive leaves to be checked.
struct FormatStage {
  let handle: LibarchiveHandle
  let archive: String

  let compression: CompressionFormat?
  /// Nil where nothing is compressed.
  private let plain: (any DecompressedSource)?

  fileprivate init(_ handle: LibarchiveHandle, archive: String, _ filter: Filter?) {
    (self.handle, self.archive, compression, plain) = (handle, archive, filter?.format, filter?.plain)
  }

  fileprivate typealias Filter = (format: CompressionFormat, plain: any DecompressedSource)

  /// Whether the current member is no sparse one.
  var isContentWhole: Bool { handle.isContentWhole }

  /// The entry's fields with the name as it is stored.
  func header(_ entry: OpaquePointer, at position: Int, _ findings: Findings) -> MemberHeader {
    var header = MemberHeader(entry)
    // For a tar libarchive makes numbers up.
    if archive_format(handle.handle) & ARCHIVE_FORMAT_BASE_MASK == ARCHIVE_FORMAT_CPIO {
      header.attributes += inodeNumbers(of: entry, at: position)
    }
    if header.name.isEmpty { findings.add("archive.no-name", "member \(position) has no name") }
    if header.type == .symlink, header.linkTarget == nil {
      findings.add("archive.no-target", "\(MemberPlace(position: position, name: header.name)) has no readable target")
    }
    return header
  }

  /// Checks how the archive ends: a tar by its end blocks, and what lies behind them.
  ///
  /// - Throws: also what `isTooMuch` says of the number of bytes behind the end.
  func end(
    _ findings: Findings, before: Int64, facts: inout ArchiveFacts, isTooMuch: (Int64) -> ArchiveError?
  ) throws(ArchiveError) {
    facts.note(archive_format(handle.handle))
    let blocks = handle.position - before
    facts.endOffset = before
    if archive_format(handle.handle) & ARCHIVE_FORMAT_BASE_MASK == ARCHIVE_FORMAT_TAR {
      // Two blocks of zeros end a tar (POSIX pax, 'ustar Interchange Format'); without them a tar cut between two
      // members would pass for a shorter one.
      switch blocks {
      case 0: throw .damaged(archive: archive, member: nil, reason: "it ends without the end blocks of a tar")
      case 512: findings.add("archive.one-end-block", "one end block instead of two")
      default: break
      }
    }
    let rest = try handle.drainSource(isTooMuch: isTooMuch)
    facts.streamTrailing = plain?.trailing
    guard let trailing = rest.trailing else { return facts.endBytes = blocks + rest.count }
    facts.trailing = trailing
    findings.add("archive.trailing-bytes", "\(trailing) follow the end of the archive")
  }
}

/// What gives the members of an archive.
enum OpenedArchive {
  case stream(FormatStage)
  case zip(ZipSource)
}

/// Finds out what the file is and opens the readers for it.
func openArchive(
  _ input: ArchiveInput, _ limits: ReadingLimits, _ findings: Findings
) throws(ArchiveError) -> OpenedArchive {
  let source = try PeekedSource(InputSource(input))
  switch identifyContainer(source.start) {
  case .compressed(let format): return .stream(try openCompressed(source, format, input, limits, findings))
  case .zip: return .zip(ZipSource(try ZipArchive(input, limits, findings)))
  case .tar, .cpio, .ar: return .stream(try openStream(source, input.name, filter: nil))
  case nil: return try openUnmarked(source, input, limits, findings)
  }
}

/// Opens a tar of the seventh edition, which has no magic number, or a zip that follows other content, such as a
/// program that unpacks it.
private func openUnmarked(
  _ source: PeekedSource, _ input: ArchiveInput, _ limits: ReadingLimits, _ findings: Findings
) throws(ArchiveError) -> OpenedArchive {
  do throws(ArchiveError) { return .stream(try openStream(source, input.name, filter: nil)) } catch {
    guard case .unknownFormat = error else { throw error }
    guard (try? ZipDirectoryPlace(input)) != nil else { throw error }
    return .zip(ZipSource(try ZipArchive(input, limits, findings)))
  }
}

private func openCompressed(
  _ source: PeekedSource, _ format: CompressionFormat, _ input: ArchiveInput, _ limits: ReadingLimits,
  _ findings: Findings
) throws(ArchiveError) -> FormatStage {
  let plain = try plainSource(source, format, input, limits, findings)
  return try openStream(PeekedSource(plain), input.name, filter: (format, plain))
}

/// What a compressed file unpacks to; `source` reads it from its start.
func plainSource(
  _ source: any ByteSource, _ format: CompressionFormat, _ input: ArchiveInput, _ limits: ReadingLimits,
  _ findings: Findings
) throws(ArchiveError) -> any DecompressedSource {
  let end = try streamsSize(format, of: input)
  let streams = ArchiveInput(range: 0..<end, of: input, name: input.name)
  try checkWindow(format, of: streams, limits)
  if format == .gzip { return GzipSource(source, archive: input.name, findings: findings) }
  guard end < input.size else {
    return try FilterSource(source, format: format, archive: input.name, findings: findings)
  }
  return try FilterSource(
    InputSource(streams), format: format, archive: input.name, findings: findings,
    rest: ArchiveInput(range: end..<input.size, of: input, name: input.name))
}

/// How many bytes of a compressed file its streams take up; the others follow them.
private func streamsSize(_ format: CompressionFormat, of input: ArchiveInput) throws(ArchiveError) -> Int64 {
  try streamsSize(format: format, size: input.size) { offset, count throws(ArchiveError) in
    try input.bytes(at: offset, count: count)
  }
}

private func openStream(
  _ source: PeekedSource, _ archive: String, filter: FormatStage.Filter?
) throws(ArchiveError) -> FormatStage {
  try knowing(archive, source.start, filter?.format) { () throws(ArchiveError) in
    let handle = try LibarchiveHandle(reading: source, archive: archive) { handle in
      max(
        archive_read_support_format_tar(handle), archive_read_support_format_cpio(handle),
        archive_read_support_format_ar(handle))
    }
    return FormatStage(handle, archive: archive, filter)
  }
}

private func knowing(
  _ archive: String, _ start: [UInt8], _ filter: CompressionFormat?, _ open: () throws(ArchiveError) -> FormatStage
) throws(ArchiveError) -> FormatStage {
  do throws(ArchiveError) { return try open() } catch {
    guard LibarchiveHandle.isUnknownFormat(error) else { throw error }
    throw .unknownFormat(archive: archive, start: start, filter: filter)
  }
}
