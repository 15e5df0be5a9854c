/// The fields that only a zip has for a member (APPNOTE 4.3.7, 4.3.12).
package struct ZipFields: Hashable, Sendable {
  /// 0 is stored, 8 deflate.
  package var method: UInt16 = 0
  /// The version of the specification that the writer follows, times ten.
  package var creatorVersion: UInt8 = 0
  /// The system whose attributes are given: 0 MS-DOS, 3 Unix, 10 NTFS, 19 macOS.
  package var creatorSystem: UInt8 = 0
  package var versionNeeded: UInt16 = 0
  package var flags: UInt16 = 0
  package var internalAttributes: UInt16 = 0
  package var externalAttributes: UInt32 = 0
  /// Date in the upper half, time in the lower one, in no known time zone.
  package var dosTime: UInt32 = 0
  package var localExtra: [ZipExtraField] = []
  package var centralExtra: [ZipExtraField] = []
  package var comment: [UInt8] = []
  package var checksum: UInt32 = 0
  package var compressedSize: Int64 = 0

  package init() {}
}

/// One block of a zip's extra fields.
package struct ZipExtraField: Hashable, Sendable {
  package var id: UInt16
  package var data: [UInt8]

  package init(id: UInt16, data: [UInt8]) { (self.id, self.data) = (id, data) }
}
