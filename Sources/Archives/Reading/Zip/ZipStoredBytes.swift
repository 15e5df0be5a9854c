/// The bytes of a member as they are stored in a zip.
package final class ZipStoredBytes: ByteSource {
  private let archive: ZipArchive
  private let entry: ZipEntry
  private var position: Int64
  private let end: Int64
  private let buffer: UnsafeMutableRawBufferPointer

  init(_ archive: ZipArchive, _ entry: ZipEntry, _ region: ByteRegion) {
    (self.archive, self.entry, position, end) = (archive, entry, region.offset, region.end)
    let inside = max(0, min(region.size, archive.input.size))
    buffer = .allocate(byteCount: Int(min(inside, Int64(readingBlockSize))), alignment: 16)
  }

  deinit { buffer.deallocate() }

  /// How many bytes are still to come.
  var remaining: Int64 { end - position }

  /// The next block, valid until the next call and while this lives; nil at the end.
  ///
  /// - Throws: `damaged` where the archive ends before the member, `unreadable`.
  package func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    guard position < end else { return nil }
    let room = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(Int(clamping: end - position)))
    let count = try archive.input.read(at: position, into: room)
    guard count > 0 else {
      throw .damaged(
        archive: archive.input.name, member: archive.memberPlace(entry), reason: "the archive ends within it")
    }
    position += Int64(count)
    try archive.count(stored: count, of: entry)
    return UnsafeRawBufferPointer(rebasing: room[..<count])
  }

  /// Up to `count` further bytes; fewer only at the end.
  ///
  /// - Throws: as ``nextBlock()``.
  func read(_ count: Int) throws(ArchiveError) -> [UInt8] {
    let bytes = try archive.input.bytes(at: position, count: Int(min(Int64(count), remaining)))
    position += Int64(bytes.count)
    try archive.count(stored: bytes.count, of: entry)
    return bytes
  }
}
