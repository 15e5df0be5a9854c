/// Gives the members of an artifact one after the other.
package protocol MemberSource: AnyObject {
  /// The next member, nil at the end; content of the one before that was left unread is skipped.
  func nextMember() throws(ArchiveError) -> MemberHeader?

  /// The next block of the current member's content; nil at its end.
  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer?

  /// The current member's content, where it can be read later and more than once without having been read now.
  var storedContent: (any ContentHandle)? { get }
}

/// Content that can be read any number of times.
package protocol ContentHandle: AnyObject {
  /// Starts reading from the beginning.
  func open() throws(ArchiveError) -> any ByteSource

  /// What the content is packed in, where that can be had alone.
  var packed: PackedContent? { get }
}

extension ContentHandle {
  package var packed: PackedContent? { nil }
}

/// The bytes that a content is packed in.
package struct PackedContent {
  package var bytes: any ContentHandle
  /// How much they declare to unpack to, in bytes.
  package var plainSize: Int64
}

/// The members of an archive that is read from its start to its end.
package final class ArchiveSource: MemberSource {
  private var reader: ArchiveReader

  package init(_ reader: consuming ArchiveReader) { self.reader = reader }

  package var storedContent: (any ContentHandle)? { nil }

  /// What the archive is as a whole; complete once its end was reached.
  package var facts: ArchiveFacts { reader.facts }

  package var findings: Findings { reader.findings }

  /// Where the current member's content ends among the plain bytes; nil where that can't be told before it is read.
  package func contentEnd(declaredSize: Int64?) -> Int64? {
    guard facts.compression == nil, reader.isContentWhole, let range = reader.headerRange else { return nil }
    let (end, overflows) = range.upperBound.addingReportingOverflow(max(0, declaredSize ?? 0))
    return overflows ? nil : end
  }

  /// Passes over the current member's content, which is known to be `size` bytes.
  package func skipContent(size: Int64) throws(ArchiveError) { try reader.skipContent(size: size) }

  package func nextMember() throws(ArchiveError) -> MemberHeader? { try reader.nextMember() }

  package func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? { try reader.nextBlock() }
}
