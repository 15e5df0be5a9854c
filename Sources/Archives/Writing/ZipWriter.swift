/// Writes a zip as Python's `zipfile` does on a Unix system: files deflated at zlib's default level, folders stored.
///
/// A symbolic link is a member of that type with its target as content, as Info-ZIP's `zip --symlinks` has it.
///
/// Times are written as UTC, where zip has local time: the bytes must not depend on a time zone. A member's compressed
/// content is kept in memory until its size is known, since its header comes first and a sink can't go back.
package struct ZipWriter: ~Copyable {
  private let sink: any ByteSink
  private let content = RawDeflater()
  private var member: Member?
  private var directory: [UInt8] = []
  private var count = 0
  private var position: Int64 = 0

  private struct Member {
    var record: ZipRecord
    var declared: Int64
  }

  package init(to sink: any ByteSink) { self.sink = sink }

  /// Begins a file or folder; a file's content follows by `write(_:)`.
  package mutating func begin(_ header: MemberHeader) throws(ArchiveError) {
    try endMember()
    let declared = header.type == .directory ? 0 : header.declaredSize ?? 0
    member = Member(record: try ZipRecord(header, offset: position), declared: declared)
    content.begin()
  }

  /// Writes a block of the current file's content.
  package mutating func write(_ block: UnsafeRawBufferPointer) throws(ArchiveError) {
    guard let member else { return }
    content.write(block)
    if content.size > member.declared { throw sizeProblem(member) }
  }

  /// Writes a member whose content is in memory, for a link its target; its size is the content's.
  package mutating func add(_ header: MemberHeader, content: [UInt8] = []) throws(ArchiveError) {
    var header = header
    header.declaredSize = Int64(content.count)
    try begin(header)
    content.withUnsafeBytes { self.content.write($0) }
  }

  /// Writes the central directory and finishes the sink; a writer that is dropped without this leaves a damaged file.
  package consuming func finish() throws(ArchiveError) {
    try endMember()
    let end = zipEnd(members: count, directorySize: Int64(directory.count), offset: position)
    try sink.write(directory)
    try sink.write(end)
    try sink.finish()
  }

  private mutating func endMember() throws(ArchiveError) {
    guard var member else { return }
    guard content.size == member.declared else { throw sizeProblem(member) }
    let compressed = member.record.isFolder ? [] : content.finish()
    member.record.size = member.declared
    member.record.compressedSize = Int64(compressed.count)
    member.record.checksum = content.checksum
    let header = member.record.localHeader
    try sink.write(header)
    try sink.write(compressed)
    position += Int64(header.count + compressed.count)
    directory += member.record.directoryEntry
    count += 1
    self.member = nil
  }

  private func sizeProblem(_ member: Member) -> ArchiveError {
    .contentSize(name: member.record.name, declared: member.declared, given: content.size)
  }
}
