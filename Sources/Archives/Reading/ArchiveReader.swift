import CArchive
package import SystemPackage

/// Reads the members of one archive, in stored order, without unpacking them to disk.
///
/// Reads tar, zip, cpio and ar; all but zip also in gzip, bzip2, xz, lzma or zstd. After an error each further call
/// throws the same error, so that what was cut off never looks like a short archive. Only in a zip the members after a
/// bad one can be read, since its directory tells where they are.
package struct ArchiveReader: ~Copyable {
  /// What deserves a look although it could be read.
  package let findings: Findings
  /// What the archive is as a whole; complete once its end was reached, and of a zip only its format.
  package private(set) var facts: ArchiveFacts
  private let archive: OpenedArchive
  private let name: String
  private let limits: ReadingLimits
  /// Of the archive, in bytes.
  private let size: Int64
  private var state = State.betweenMembers
  private var place: MemberPlace?
  private var members = 0
  private var plainBytes: Int64 = 0
  private var hole = HoleFiller()

  private enum State {
    case betweenMembers, inContent, ended
    case failed(ArchiveError)
  }

  package init(opening path: FilePath, limits: ReadingLimits = .standard) throws(ArchiveError) {
    try self.init(ArchiveInput(opening: path), limits: limits)
  }

  /// Reads an archive that is in memory; `name` stands for it in messages.
  package init(bytes: [UInt8], name: String, limits: ReadingLimits = .standard) throws(ArchiveError) {
    try self.init(ArchiveInput(bytes: bytes, name: name), limits: limits)
  }

  /// Reads an archive from wherever its bytes are.
  package init(_ input: ArchiveInput, limits: ReadingLimits = .standard) throws(ArchiveError) {
    let findings = Findings(archive: input.name)
    archive = try openArchive(input, limits, findings)
    facts = ArchiveFacts(archive)
    (name, self.findings, self.limits, size) = (input.name, findings, limits, input.size)
  }

  /// The archive, if it is a zip, whose members can be read in any order.
  package var zip: ZipArchive? { if case .zip(let members) = archive { members.archive } else { nil } }

  /// Where the current member's header begins among the plain bytes, and where its content does; nil for a zip.
  package var headerRange: Range<Int64>? {
    guard case .stream(let stage) = archive else { return nil }
    let (start, end) = (archive_read_header_position(stage.handle.handle), stage.handle.position)
    return min(start, end)..<end
  }

  /// Whether the current member's content is stored without gaps, so that it is as long as its header declares.
  package var isContentWhole: Bool {
    guard case .stream(let stage) = archive else { return false }
    return stage.isContentWhole
  }

  /// Passes over the current member's content, which is known to be `size` bytes, unread where that is possible.
  package mutating func skipContent(size: Int64) throws(ArchiveError) {
    guard case .stream(let stage) = archive else { return }
    try failing { reader throws(ArchiveError) in
      guard case .inContent = reader.state else { return }
      reader.plainBytes += size
      try reader.check(.plainBytes, reader.plainBytes)
      try stage.handle.skipContent(member: reader.place)
      reader.state = .betweenMembers
    }
  }

  /// Calls `body` once per member with this reader, from which it may take the content.
  package mutating func forEachMember(_ body: (MemberHeader, inout ArchiveReader) throws -> Void) throws {
    while let header = try nextMember() { try body(header, &self) }
  }

  /// The next member, nil at the end of the archive; content of the one before that was left unread is skipped.
  package mutating func nextMember() throws(ArchiveError) -> MemberHeader? {
    switch archive {
    case .zip(let zip): return try zip.nextMember()
    case .stream(let stage): return try failing { reader throws(ArchiveError) in try reader.readMember(stage) }
    }
  }

  /// The next block of the current member's content, valid until the next call; nil at its end.
  ///
  /// Holes of sparse members come as zeros and count like other content.
  package mutating func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    switch archive {
    case .zip(let zip): return try zip.nextBlock()
    case .stream(let stage): return try failing { reader throws(ArchiveError) in try reader.readBlock(stage) }
    }
  }

  /// Calls `consume` with each remaining block of the current member's content, valid during the call.
  package mutating func forEachBlock(_ consume: (UnsafeRawBufferPointer) throws -> Void) throws {
    while let block = try nextBlock() { try consume(block) }
  }

  /// The remaining content of the current member in memory; for members that are known to be small.
  package mutating func readContent() throws(ArchiveError) -> [UInt8] {
    var content: [UInt8] = []
    while let block = try nextBlock() { content += block }
    return content
  }

  private mutating func failing<Result>(
    _ body: (inout ArchiveReader) throws(ArchiveError) -> Result
  ) throws(ArchiveError) -> Result {
    if case .failed(let error) = state { throw error }
    do throws(ArchiveError) { return try body(&self) } catch {
      state = .failed(error)
      throw error
    }
  }

  private mutating func readMember(_ stage: FormatStage) throws(ArchiveError) -> MemberHeader? {
    if case .ended = state { return nil }
    try skipContent(stage)
    let place = MemberPlace(position: members + 1)
    let before = stage.handle.position
    guard let (entry, warning) = try stage.handle.nextEntry(member: place) else {
      let (read, limit, name) = (plainBytes, limits.plainBytes, name)
      // What follows the end may be a bomb as well.
      try stage.end(findings, before: before, facts: &facts) { count in
        guard let limit, count > limit - read else { return nil }
        return .limit(archive: name, member: nil, .plainBytes, limit)
      }
      findings.noteRatio(plainBytes: plainBytes, size: size)
      state = .ended
      return nil
    }
    members += 1
    facts.note(archive_format(stage.handle.handle))
    let header = stage.header(entry, at: members, findings)
    facts.note(headerStart: stage.handle.headerStart, of: header.name)
    return try accept(header, warning, headerBytes: stage.handle.position - before)
  }

  private mutating func accept(
    _ header: MemberHeader, _ warning: String?, headerBytes: Int64
  ) throws(ArchiveError) -> MemberHeader {
    let place = MemberPlace(position: members, name: header.name)
    (self.place, hole, state) = (place, HoleFiller(), .inContent)
    if let warning { findings.add("archive.warning", "\(place): \(warning)") }
    try check(.members, Int64(members))
    try check(.nameBytes, Int64(max(header.name.count, header.linkTarget?.count ?? 0)))
    try check(.headerBytes, headerBytes)
    return header
  }

  /// The rest of the content has to be read to get past it, so it also counts.
  private mutating func skipContent(_ stage: FormatStage) throws(ArchiveError) {
    guard case .inContent = state else { return }
    while try readBlock(stage) != nil {}
  }

  private mutating func readBlock(_ stage: FormatStage) throws(ArchiveError) -> UnsafeRawBufferPointer? {
    while case .inContent = state {
      if let zeros = hole.nextZeros() { return try count(zeros) }
      if let block = hole.takePending() { return try count(block) }
      let (block, offset) = try stage.handle.nextBlock(member: place)
      guard hole.accept(block, at: offset) else { throw damaged("its blocks overlap") }
      // No need to go through a hole that is larger than what may still be read.
      try check(.plainBytes, saturatingSum(plainBytes, hole.zeros))
      if block == nil, !hole.hasZeros { state = .betweenMembers }
    }
    return nil
  }

  private mutating func count(_ block: UnsafeRawBufferPointer) throws(ArchiveError) -> UnsafeRawBufferPointer {
    plainBytes += Int64(block.count)
    try check(.plainBytes, plainBytes)
    return block
  }

  private func check(_ kind: ReadingLimits.Kind, _ value: Int64) throws(ArchiveError) {
    guard let limit = limits[kind], value > limit else { return }
    if kind == .plainBytes { findings.noteRatio(plainBytes: value, size: size) }
    throw .limit(archive: name, member: place, kind, limit)
  }

  private func damaged(_ reason: String) -> ArchiveError {
    .damaged(archive: name, member: place, reason: reason)
  }
}
