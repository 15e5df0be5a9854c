/// The content of a member of a zip, with its size and checksum verified.
package final class ZipContent: ByteSource {
  private let archive: ZipArchive
  private let entry: ZipEntry
  private let source: any ByteSource
  private var size: Int64 = 0
  private var checksum: UInt32 = 0
  private var state = State.reading

  private enum State {
    case reading, ended
    case failed(ArchiveError)
  }

  /// The methods whose content can be read: stored, deflate, bzip2, LZMA, zstd and xz (APPNOTE 4.4.5).
  package static let methods: Set<UInt16> = [0, 8, 12, 14, 93, 95]

  init(_ archive: ZipArchive, _ entry: ZipEntry) throws(ArchiveError) {
    (self.archive, self.entry) = (archive, entry)
    source = try plainSource(archive, entry)
  }

  /// The next block, valid until the next call and while this lives; nil at the end.
  ///
  /// - Throws: `damaged` for corrupt content, and for one whose size or checksum is not as declared, `limit`,
  ///   `unreadable`; when asked again, the same.
  package func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    if case .failed(let error) = state { throw error }
    guard case .reading = state else { return nil }
    do throws(ArchiveError) {
      while let block = try source.nextBlock() {
        if block.isEmpty { continue }
        try take(block)
        return block
      }
      try verify()
    } catch {
      let error = placed(error)
      state = .failed(error)
      throw error
    }
    state = .ended
    return nil
  }

  /// The rest of the content in memory; for members that are known to be small.
  ///
  /// - Throws: as ``nextBlock()``.
  package func readAll() throws(ArchiveError) -> [UInt8] {
    var content: [UInt8] = []
    while let block = try nextBlock() { content += block }
    return content
  }

  private func take(_ block: UnsafeRawBufferPointer) throws(ArchiveError) {
    size += Int64(block.count)
    guard size <= entry.declaredSize else {
      throw damaged("it unpacks to more than the \(entry.declaredSize) bytes that it declares")
    }
    try archive.count(plain: block.count, of: entry)
    checksum = crc32(of: block, after: checksum)
  }

  private func verify() throws(ArchiveError) {
    guard size == entry.declaredSize else {
      throw damaged("it unpacks to \(size) bytes, but declares \(entry.declaredSize)")
    }
    guard checksum == entry.checksum else { throw damaged("its checksum is wrong") }
    guard let inflater = source as? ZipInflater else { return }
    if inflater.unused > 0 {
      archive.findings.add(
        "zip.unused-bytes", "\(archive.memberPlace(entry)): \(inflater.unused) bytes follow its compressed content")
    }
    archive.spareInflater = inflater.stream
  }

  private func damaged(_ reason: String) -> ArchiveError {
    .damaged(archive: archive.input.name, member: archive.memberPlace(entry), reason: reason)
  }

  /// Decompressors don't know which member they work for.
  private func placed(_ error: ArchiveError) -> ArchiveError {
    if case .damaged(_, nil, let reason) = error { damaged(reason) } else { error }
  }
}

/// The member's plain bytes, not verified.
private func plainSource(_ archive: ZipArchive, _ entry: ZipEntry) throws(ArchiveError) -> any ByteSource {
  func unsupported(_ reason: String) -> ArchiveError {
    .unsupportedMember(archive: archive.input.name, member: archive.memberPlace(entry), reason: reason)
  }
  guard !entry.isEncrypted else { throw unsupported("it is encrypted") }
  let stored = try archive.compressedBlocks(of: entry)
  func filter(_ source: any ByteSource, _ format: CompressionFormat) -> any ByteSource {
    LateSource { () throws(ArchiveError) in
      let name = archive.input.name
      let source = try PeekedSource(source)
      try checkWindow(format, start: source.start, archive: name, archive.limits)
      let filter = try FilterSource(source, format: format, archive: name, findings: archive.findings)
      guard filter.isDecompressing else {
        throw .damaged(archive: name, member: nil, reason: "its content is no \(format.rawValue) stream")
      }
      return filter
    }
  }
  switch entry.method {
  case 0: return stored
  // Some writers have not even an empty stream for empty content.
  case 8: return entry.compressed?.size == 0 && entry.declaredSize == 0 ? stored : ZipInflater(archive, stored)
  case 12: return filter(stored, .bzip2)
  case 14: return filter(ZipLzmaSource(archive, entry, stored), .lzma)
  case 93: return filter(stored, .zstd)
  case 95: return filter(stored, .xz)
  default: throw unsupported("its compression method \(entry.method) is unknown")
  }
}

/// Opens a source when it is first read, so that what opening throws is thrown while reading.
private final class LateSource: ByteSource {
  private let open: () throws(ArchiveError) -> any ByteSource
  private var source: (any ByteSource)?

  init(_ open: @escaping () throws(ArchiveError) -> any ByteSource) { self.open = open }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    if source == nil { source = try open() }
    return try source?.nextBlock()
  }
}
