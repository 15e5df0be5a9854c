import Archives
import Diagnostics

/// Compares the contents of members that answer to each other, and marks them with what is the same.
final class MemberComparer {
  private let expected: MemberSide
  private let actual: MemberSide
  private let depth: Int
  private let session: ComparisonSession
  /// Files whose counterparts are hard links, with their contents.
  private var linked: [LinkedFile] = []

  private struct LinkedFile {
    var side: MemberSide
    var file: Int
    var content: any ContentHandle
    var other: MemberSide
    var link: Int
  }

  init(_ expected: MemberSide, _ actual: MemberSide, depth: Int, _ session: ComparisonSession) {
    (self.expected, self.actual, self.depth, self.session) = (expected, actual, depth, session)
  }

  /// Reads the contents of both, as far as that takes to tell whether they are the same.
  func compare(_ left: ComparedMember, _ right: ComparedMember) throws(Diagnostic) {
    switch (expected.members[left.index].type, actual.members[right.index].type) {
    case (.file, .file):
      if try !haveSameStoredBytes(left, right) { try compareContents(left, right) }
    case (.hardlink, .hardlink): try compareContents(left, right)
    case (.file, .hardlink): try keepLinked(expected, left, other: actual, link: right.index)
    case (.hardlink, .file): try keepLinked(actual, right, other: expected, link: left.index)
    case (.file, _): expected.members[left.index].content = session.newIdentity()
    case (_, .file): actual.members[right.index].content = session.newIdentity()
    default: break
    }
  }

  /// Compares the bytes that the contents are packed in; where they are the same, nothing needs to be unpacked.
  private func haveSameStoredBytes(_ left: ComparedMember, _ right: ComparedMember) throws(Diagnostic) -> Bool {
    guard let first = left.content?.packed, let second = right.content?.packed else { return false }
    let identity = session.newIdentity()
    var otherIdentity = identity
    do throws(MatchingError) {
      let match = try session.matcher(keptSize: -1).match(expected: opened(first.bytes), actual: opened(second.bytes))
      if match.difference != nil { otherIdentity = session.newIdentity() }
    } catch {
      // The content, which is read next, will tell.
      return false
    }
    expected.members[left.index].compressed = identity
    actual.members[right.index].compressed = otherIdentity
    guard identity == otherIdentity,
      expected.members[left.index].zip?.method == actual.members[right.index].zip?.method
    else { return false }
    (expected.members[left.index].content, actual.members[right.index].content) = (identity, identity)
    expected.members[left.index].size = first.plainSize
    actual.members[right.index].size = second.plainSize
    return true
  }

  private func opened(_ handle: any ContentHandle) throws(MatchingError) -> ContentStream {
    do throws(ArchiveError) { return try ContentStream(handle) } catch { throw .expected(error) }
  }

  private func compareContents(_ left: ComparedMember, _ right: ComparedMember) throws(Diagnostic) {
    guard let first = stream(left, of: expected), let second = stream(right, of: actual) else { return }
    let identity = session.newIdentity()
    let match: ContentMatch
    do throws(MatchingError) { match = try session.matcher().match(expected: first, actual: second) } catch {
      return try note(error, left.index, right.index, identity)
    }
    try note(match, left.index, right.index, identity)
  }

  private func stream(_ member: ComparedMember, of side: MemberSide) -> ContentStream? {
    do throws(ArchiveError) { return try member.stream() } catch {
      side.note(error)
      return nil
    }
  }

  private func note(
    _ match: ContentMatch, _ left: Int, _ right: Int, _ identity: ContentIdentity
  ) throws(Diagnostic) {
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

  /// What could not be read is an obstacle, and not a difference.
  private func note(
    _ error: MatchingError, _ left: Int, _ right: Int, _ identity: ContentIdentity
  ) throws(Diagnostic) {
    switch error {
    case .expected(.unsupportedMember), .actual(.unsupportedMember):
      // Encrypted, or an unknown method: what can be told are the stored bytes, which were compared.
      session.note(error)
      (expected.members[left].size, actual.members[right].size) = (nil, nil)
      expected.members[left].content = expected.members[left].compressed ?? identity
      return actual.members[right].content = actual.members[right].compressed ?? identity
    case .expected(let error): expected.note(error)
    case .actual(let error): actual.note(error)
    case .disk(let diagnostic): throw diagnostic
    case .stopped: break
    }
    (expected.members[left].content, actual.members[right].content) = (identity, identity)
    (expected.members[left].size, actual.members[right].size) = (nil, nil)
    // What the stored bytes hold is not known, so that nothing can be said of their compression.
    (expected.members[left].compressed, actual.members[right].compressed) = (nil, nil)
  }
}

// MARK: Links

extension MemberComparer {
  private func keepLinked(
    _ side: MemberSide, _ file: ComparedMember, other: MemberSide, link: Int
  ) throws(Diagnostic) {
    var handle = file.content
    if handle == nil, let stream = stream(file, of: side) { handle = try session.keep(stream, of: side) }
    guard let handle else { return }
    linked.append(LinkedFile(side: side, file: file.index, content: handle, other: other, link: link))
  }

  /// Compares files whose counterparts are hard links with what these name, once all members were read.
  func settleLinks() throws(Diagnostic) {
    for file in linked { try settle(file) }
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
}
