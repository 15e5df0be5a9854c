/// Writes a tar as Python's `tarfile` does in its pax flavour: the same members give the same bytes.
///
/// The fields of each header are written as they are given; ``NormalForm`` says which ones a published tar has.
package struct TarWriter: ~Copyable {
  private let sink: any ByteSink
  private var member: Member?
  private var position: Int64 = 0

  private struct Member {
    var name: [UInt8]
    var declared: Int64
    var given: Int64 = 0
  }

  package init(to sink: any ByteSink) { self.sink = sink }

  /// Begins a member, whose content follows by `write(_:)`; only files have any.
  package mutating func begin(_ header: MemberHeader) throws(ArchiveError) {
    try endMember()
    try put(tarHeader(for: header))
    member = Member(name: header.name, declared: header.type == .file ? header.declaredSize ?? 0 : 0)
  }

  /// Writes a block of the current member's content.
  package mutating func write(_ block: UnsafeRawBufferPointer) throws(ArchiveError) {
    member?.given += Int64(block.count)
    if let member, member.given > member.declared { throw sizeProblem(member) }
    try sink.write(block)
    position += Int64(block.count)
  }

  /// Writes a member whose content is in memory; its size is the content's.
  package mutating func add(_ header: MemberHeader, content: [UInt8] = []) throws(ArchiveError) {
    var header = header
    header.declaredSize = Int64(content.count)
    try begin(header)
    try put(content)
    member?.given = Int64(content.count)
  }

  /// Writes the end of the archive and finishes the sink; a writer that is dropped without this leaves a damaged file.
  package consuming func finish() throws(ArchiveError) {
    try endMember()
    // Two blocks of zeros, then up to a whole record.
    let end = position + 1024
    let padding = (Int64(NormalForm.recordSize) - end % Int64(NormalForm.recordSize)) % Int64(NormalForm.recordSize)
    try put([UInt8](repeating: 0, count: Int(1024 + padding)))
    try sink.finish()
  }

  private mutating func endMember() throws(ArchiveError) {
    guard let member else { return }
    guard member.given == member.declared else { throw sizeProblem(member) }
    try put([UInt8](repeating: 0, count: Int((512 - member.given % 512) % 512)))
    self.member = nil
  }

  private mutating func put(_ bytes: [UInt8]) throws(ArchiveError) {
    if bytes.isEmpty { return }
    try sink.write(bytes)
    position += Int64(bytes.count)
  }

  private func sizeProblem(_ member: Member) -> ArchiveError {
    .contentSize(name: member.name, declared: member.declared, given: member.given)
  }
}
