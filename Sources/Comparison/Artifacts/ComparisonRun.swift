import Archives
import Diagnostics

/// Reads two artifacts in step and marks their members with what is the same.
///
/// Members are matched by name and occurrence. One that comes before its counterpart waits, and the sides take turns
/// at waiting, so that a member which only one side has costs no more than its neighbours.
final class ComparisonRun {
  private let expected: MemberSide
  private let actual: MemberSide
  private let depth: Int
  /// How many bytes both files have in common at their beginning.
  private let commonBytes: Int64
  private let session: ComparisonSession
  private let matcher: ContentMatcher
  private var isActualsTurnToWait = true
  /// Files whose counterparts are hard links, with their contents.
  private var linked: [LinkedFile] = []

  private struct LinkedFile {
    var side: MemberSide
    var file: Int
    var content: any ContentHandle
    var other: MemberSide
    var link: Int
  }

  init(
    _ expected: OpenedArtifact, _ actual: OpenedArtifact, depth: Int, commonBytes: Int64 = 0,
    _ session: ComparisonSession
  ) {
    self.expected = MemberSide(.expected, expected)
    self.actual = MemberSide(.actual, actual)
    (self.depth, self.commonBytes, self.session) = (depth, commonBytes, session)
    matcher = ContentMatcher(
      keeper: session.keeper, keptSize: Int64(session.limits.content.textBytes),
      isStopped: { session.checkTime() })
  }

  /// Reads both artifacts to their ends.
  func compare() throws(Diagnostic) -> (expected: Inventory, actual: Inventory) {
    expected.advance()
    actual.advance()
    passCommonMembers()
    // One side is read ahead on a thread of its own, the other one here.
    expected.readAhead()
    while expected.current != nil || actual.current != nil, !session.checkTime() { try step() }
    if session.isStopped { for side in [expected, actual] { side.stop() } }
    // First, since settling the unmatched may take members out.
    for file in linked { try settle(file) }
    settleUnmatched(expected, other: actual)
    settleUnmatched(actual, other: expected)
    for side in [expected, actual] { session.note(side) }
    var (left, right) = (try inventory(expected), try inventory(actual))
    if arePaddedAlike { (left, right) = (left.without(.endBytes), right.without(.endBytes)) }
    return try namingAllBytes(left, right)
  }

  /// Whether both tars are filled up to whole records of 10,240 bytes, which takes as many zeros as there is room.
  private var arePaddedAlike: Bool {
    [expected, actual].allSatisfy { side in
      guard let (offset, zeros) = side.artifact.tarEnd() else { return false }
      return (offset + zeros) % 10_240 == 0 && (1024..<10_240 + 1024).contains(zeros)
    }
  }

  /// Adds what is known of bytes that differ though nothing else does.
  private func namingAllBytes(
    _ left: Inventory, _ right: Inventory
  ) throws(Diagnostic) -> (expected: Inventory, actual: Inventory) {
    var inventories = (expected: left, actual: right)
    let writers = try reading { () throws(ArchiveError) in try deflateWriters(of: expected, actual) }
    inventories.expected.container?.merge(writers.expected) { $1 }
    inventories.actual.container?.merge(writers.actual) { $1 }
    guard !session.isStopped, expected.obstacles.isEmpty, actual.obstacles.isEmpty, let first = expected.artifact.input,
      let second = actual.artifact.input,
      Comparison.compare(expected: left, actual: right).mayHideBytes
    else { return inventories }
    let unnamed = UnnamedBytes(
      keeper: session.keeper, limits: session.limits.reading, isStopped: { [session] in session.checkTime() })
    let fields = try unnamed.fields(expected: first, actual: second)
    inventories.expected.container?.merge(fields.expected) { $1 }
    inventories.actual.container?.merge(fields.actual) { $1 }
    return inventories
  }

  private func inventory(_ side: MemberSide) throws(Diagnostic) -> Inventory {
    let container = side.isCutOff ? nil : try reading(side.artifact.container)
    return Inventory(side.members, fields: side.artifact.fields, container: container)
  }

  /// Passes over the members that lie wholly in the bytes with which both files begin, unread: they are the same.
  private func passCommonMembers() {
    guard let left = expected.artifact.source as? ArchiveSource, let right = actual.artifact.source as? ArchiveSource
    else { return }
    while let first = expected.current, let second = actual.current, !session.checkTime(),
      let size = expected.declaredSize ?? (expected.members[first].type == .file ? nil : 0),
      let end = left.contentEnd(declaredSize: size), end == right.contentEnd(declaredSize: actual.declaredSize ?? 0),
      end <= commonBytes
    {
      if expected.members[first].type == .file {
        let identity = session.newIdentity()
        (expected.members[first].content, actual.members[second].content) = (identity, identity)
        (expected.members[first].size, actual.members[second].size) = (size, size)
      }
      do throws(ArchiveError) { try left.skipContent(size: size) } catch { return expected.note(error) }
      do throws(ArchiveError) { try right.skipContent(size: size) } catch { return actual.note(error) }
      expected.advance()
      actual.advance()
    }
  }

  private func step() throws(Diagnostic) {
    if let left = expected.current, let right = actual.current, expected.key == actual.key {
      if try !haveSameStoredBytes(left, right) {
        try match(left, right, ContentStream(reading: expected.source), ContentStream(reading: actual.source))
      }
      expected.advance()
      return actual.advance()
    }
    if let right = actual.current, let counterpart = expected.waiting.removeValue(forKey: actual.key) {
      try match(counterpart.index, right, stream(counterpart, of: expected), ContentStream(reading: actual.source))
      return actual.advance()
    }
    if let left = expected.current, let counterpart = actual.waiting.removeValue(forKey: expected.key) {
      try match(left, counterpart.index, ContentStream(reading: expected.source), stream(counterpart, of: actual))
      return expected.advance()
    }
    try wait(sideToWait())
  }

  /// Content that costs nothing to keep waits rather than content that must be copied.
  private func sideToWait() -> MemberSide {
    guard expected.current != nil else { return actual }
    guard actual.current != nil else { return expected }
    if expected.artifact.isStream != actual.artifact.isStream { return expected.artifact.isStream ? actual : expected }
    isActualsTurnToWait.toggle()
    return isActualsTurnToWait ? expected : actual
  }

  private func wait(_ side: MemberSide) throws(Diagnostic) {
    guard let index = side.current else { return }
    side.waiting[side.key] = MemberSide.Waiting(index: index, content: try content(of: index, side))
    side.advance()
  }

  /// The content of the current member, kept for later.
  private func content(of index: Int, _ side: MemberSide) throws(Diagnostic) -> (any ContentHandle)? {
    guard side.members[index].holdsContent else { return nil }
    if let stored = side.source.storedContent { return stored }
    return try keep(ContentStream(reading: side.source), of: side)
  }

  /// Reads a content to its end and keeps it; nil when it can't be read.
  private func keep(_ stream: ContentStream, of side: MemberSide) throws(Diagnostic) -> KeptContent? {
    var problem: ArchiveError?
    let kept = try session.keeper.keep(side.side) { () throws(ArchiveError) in
      stream.release?()
      do throws(ArchiveError) { return try stream.next() } catch {
        problem = error
        return nil
      }
    }
    if let problem { side.note(problem) }
    return problem == nil ? kept : nil
  }

  private func stream(_ waiting: MemberSide.Waiting, of side: MemberSide) -> ContentStream? {
    guard let content = waiting.content else { return nil }
    do throws(ArchiveError) { return try ContentStream(content) } catch {
      side.note(error)
      return nil
    }
  }
}

// MARK: Contents

extension ComparisonRun {
  /// Compares the bytes that the contents of the current members are packed in; where they are the same, nothing needs
  /// to be unpacked.
  private func haveSameStoredBytes(_ left: Int, _ right: Int) throws(Diagnostic) -> Bool {
    guard expected.members[left].type == .file, actual.members[right].type == .file,
      let first = expected.source.compressedContent, let second = actual.source.compressedContent
    else { return false }
    let identity = session.newIdentity()
    let raw = ContentMatcher(keeper: session.keeper, keptSize: -1, isStopped: { [session] in session.checkTime() })
    do throws(MatchingError) {
      let match = try raw.match(expected: opened(first), actual: opened(second))
      expected.members[left].compressed = identity
      actual.members[right].compressed = match.difference == nil ? identity : session.newIdentity()
    } catch {
      // The content, which is read next, will tell.
      return false
    }
    guard expected.members[left].compressed == actual.members[right].compressed,
      expected.members[left].zip?.method == actual.members[right].zip?.method
    else { return false }
    (expected.members[left].content, actual.members[right].content) = (identity, identity)
    expected.members[left].size = expected.declaredSize
    actual.members[right].size = actual.declaredSize
    return true
  }

  private func opened(_ handle: any ContentHandle) throws(MatchingError) -> ContentStream {
    do throws(ArchiveError) { return try ContentStream(handle) } catch { throw .expected(error) }
  }

  private func match(
    _ left: Int, _ right: Int, _ expectedContent: ContentStream?, _ actualContent: ContentStream?
  ) throws(Diagnostic) {
    let types = (expected.members[left].type, actual.members[right].type)
    switch types {
    case (.file, .file), (.hardlink, .hardlink):
      guard let expectedContent, let actualContent else { return }
      try compareContents(left, right, expectedContent, actualContent)
    case (.file, .hardlink): try keepLinked(expected, left, other: actual, link: right, expectedContent)
    case (.hardlink, .file): try keepLinked(actual, right, other: expected, link: left, actualContent)
    case (.file, _): expected.members[left].content = session.newIdentity()
    case (_, .file): actual.members[right].content = session.newIdentity()
    default: break
    }
  }

  private func compareContents(
    _ left: Int, _ right: Int, _ expectedContent: ContentStream, _ actualContent: ContentStream
  ) throws(Diagnostic) {
    let match: ContentMatch
    let identity = session.newIdentity()
    do throws(MatchingError) {
      match = try matcher.match(expected: expectedContent, actual: actualContent)
    } catch {
      // What could not be read is an obstacle, and not a difference.
      switch error {
      case .expected(.unsupportedMember), .actual(.unsupportedMember):
        // Encrypted, or an unknown method: what can be told are the stored bytes, which were compared.
        session.note(error)
        expected.members[left].content = expected.members[left].compressed ?? identity
        return actual.members[right].content = actual.members[right].compressed ?? identity
      case .expected(let error): expected.note(error)
      case .actual(let error): actual.note(error)
      case .disk(let diagnostic): throw diagnostic
      case .stopped: break
      }
      (expected.members[left].content, actual.members[right].content) = (identity, identity)
      (expected.members[left].size, actual.members[right].size) = (nil, nil)
      return
    }
    session.spend(expected: match.expectedSize, actual: match.actualSize)
    // Links seldom have content of their own.
    if expected.members[left].type == .hardlink, match.expectedSize == 0, match.actualSize == 0 { return }
    (expected.members[left].size, actual.members[right].size) = (match.expectedSize, match.actualSize)
    (expected.members[left].content, actual.members[right].content) = (identity, identity)
    guard match.difference != nil else { return }
    actual.members[right].content = session.newIdentity()
    let names = (expected.artifact.findings.archive, actual.artifact.findings.archive)
    try session.explain(
      match, &expected.members[left], &actual.members[right], path: expected.artifact.contentName, depth: depth,
      inside: names)
  }

  private func keepLinked(
    _ side: MemberSide, _ file: Int, other: MemberSide, link: Int, _ content: ContentStream?
  ) throws(Diagnostic) {
    guard let content else { return }
    var handle = content.handle
    if handle == nil { handle = try keep(content, of: side) }
    guard let handle else { return }
    linked.append(LinkedFile(side: side, file: file, content: handle, other: other, link: link))
  }

  /// Compares a file with what the hard link on the other side names, which lies somewhere before the link.
  private func settle(_ file: LinkedFile) throws(Diagnostic) {
    let (side, other) = (file.side, file.other)
    side.hash(file.content, of: file.file)
    guard let target = other.members[file.link].linkTarget,
      let index = other.members[..<file.link].lastIndex(where: { $0.name == target && $0.type == .file })
    else { return }
    // The target was compared as bytes and forgotten: read it again.
    var again: OpenedArtifact
    do throws(ArchiveError) {
      again = try other.artifact.reopened()
      guard let digest = try again.digest(ofMember: index), .digest(digest) == side.members[file.file].content else {
        return
      }
      side.members[file.file].content = other.members[index].content
    } catch { other.note(error) }
  }

  /// Members without a counterpart are hashed, so that a renamed one can be recognised; unless the other side was cut
  /// off and may well have them.
  private func settleUnmatched(_ side: MemberSide, other: MemberSide) {
    if other.isCutOff {
      let unmatched = Set(side.waiting.values.map(\.index))
      side.members = side.members.enumerated().filter { !unmatched.contains($0.offset) }.map(\.element)
      return
    }
    for waiting in side.waiting.values.sorted(by: { $0.index < $1.index }) {
      guard let content = waiting.content else { continue }
      side.hash(content, of: waiting.index)
    }
  }
}

extension InventoryMember {
  /// Whether the member's type allows for content; a link's is usually that of the member it names.
  fileprivate var holdsContent: Bool { type == .file || type == .hardlink }
}

extension InventoryDifference {
  /// Whether bytes may differ that none of the differences stands for.
  ///
  /// The fields of a gzip header say nothing of the stream behind it.
  fileprivate var mayHideBytes: Bool {
    let headers: Set<ContainerField> = [
      .gzipModified, .gzipName, .gzipOperatingSystem, .gzipExtraFlags, .gzipComment, .gzipExtraField,
    ]
    return differences.isEmpty && container.allSatisfy { headers.contains($0.field) }
  }
}
