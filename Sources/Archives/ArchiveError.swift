package import SystemPackage

/// Why an archive could not be read or written.
package enum ArchiveError: Error, Hashable, Sendable {
  /// The system refused to open or read the file.
  case unreadable(archive: String, Errno)
  /// What the path names is no regular file; `kind` says what it is.
  case noFile(archive: String, kind: String)
  /// Someone wrote to the file while it was read.
  case changed(archive: String)
  /// The system refused to write the output.
  case unwritable(String, Errno)
  /// The content is in no format that is read; `start` holds its first bytes, `filter` the compression around them.
  case unknownFormat(archive: String, start: [UInt8], filter: CompressionFormat?)
  /// The bytes contradict their format; `member` is nil outside the members.
  case damaged(archive: String, member: MemberPlace?, reason: String)
  /// The content of a member is encrypted or compressed in an unknown way; the other members can be read.
  case unsupportedMember(archive: String, member: MemberPlace, reason: String)
  /// A limit of ``ReadingLimits`` struck.
  case limit(archive: String, member: MemberPlace?, ReadingLimits.Kind, Int64)
  /// A member to be written has another size than its header declares.
  case contentSize(name: [UInt8], declared: Int64, given: Int64)
  /// A member to be written has a field that the format can't hold.
  case unrepresentable(name: [UInt8], field: String, format: String)
  /// A compressor is not there or does not take its parameters.
  case compressor(CompressionFormat, reason: String)
}

/// A member of an archive by its position from 1 on, and its name where it is known.
package struct MemberPlace: Hashable, Sendable {
  package var position: Int
  package var name: [UInt8]?

  package init(position: Int, name: [UInt8]? = nil) { (self.position, self.name) = (position, name) }
}
