/// A member of a zip as its central directory lists it: small, since an archive may have millions.
///
/// ``ZipArchive/header(of:)`` gives the fields.
package struct ZipEntry: Hashable, Sendable {
  /// The position in the central directory, from 1 on.
  package let position: Int
  /// 0 is stored, 8 deflate.
  package let method: UInt16
  package let flags: UInt16
  /// The CRC-32 that the directory declares for the content.
  package let checksum: UInt32
  /// The size of the content that the directory declares: untrusted, never allocated.
  package let declaredSize: Int64
  /// The stored bytes, which may reach beyond the end of the archive; nil where there is no local header.
  package let compressed: ByteRegion?
  /// From the local header to the end of the stored bytes and their data descriptor; empty without a local header.
  package let region: ByteRegion
  /// Where the entry stands in the directory.
  let offset: Int64

  package var isEncrypted: Bool { flags & ZipFlag.encrypted != 0 }

  init(
    _ central: ZipCentralHeader, position: Int, at offset: Int64, compressed: ByteRegion?, region: ByteRegion
  ) {
    (self.position, self.offset, self.compressed, self.region) = (position, offset, compressed, region)
    (method, flags, checksum) = (central.header.method, central.header.flags, central.header.checksum)
    declaredSize = central.header.size
  }
}
