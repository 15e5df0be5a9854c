/// A member that is compressed with LZMA as an lzma file: zip has another header (APPNOTE 5.8.8, lzma-file-format.txt).
final class ZipLzmaSource: ByteSource {
  private let archive: ZipArchive
  private let entry: ZipEntry
  private let stored: ZipStoredBytes
  private var header: UnsafeMutableRawBufferPointer?

  private static let headerSize = 13

  init(_ archive: ZipArchive, _ entry: ZipEntry, _ stored: ZipStoredBytes) {
    (self.archive, self.entry, self.stored) = (archive, entry, stored)
  }

  deinit { header?.deallocate() }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    guard header == nil else { return try stored.nextBlock() }
    let bytes = try fileHeader()
    let header = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.headerSize, alignment: 1)
    header.copyBytes(from: bytes)
    self.header = header
    return UnsafeRawBufferPointer(header)
  }

  /// One byte of properties, the dictionary's size in four, the content's in eight.
  private func fileHeader() throws(ArchiveError) -> [UInt8] {
    let own = try stored.read(9)
    guard own.count == 9, own.little(UInt16.self, at: 2) == 5 else {
      throw .damaged(archive: archive.input.name, member: nil, reason: "its LZMA header is malformed")
    }
    let dictionary = roundedUp(own.little(UInt32.self, at: 5))
    guard dictionary <= 128 << 20 else {
      throw .unsupportedMember(
        archive: archive.input.name, member: archive.memberPlace(entry),
        reason: "its LZMA dictionary is larger than 128 MiB")
    }
    let size = entry.flags & ZipFlag.hasEndMarker != 0 ? UInt64.max : UInt64(entry.declaredSize)
    return [own[4]] + littleEndian(UInt64(dictionary), 4) + littleEndian(size, 8)
  }

  /// libarchive only knows powers of two; a dictionary that is too large does no harm.
  private func roundedUp(_ size: UInt32) -> Int64 {
    var result: Int64 = 4096
    while result < size { result *= 2 }
    return result
  }
}

private func littleEndian(_ value: UInt64, _ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
}
