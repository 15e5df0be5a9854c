import Archives
import Diagnostics

/// Reads two artifacts in step and marks their members with what is the same.
///
/// Members are matched by name and occurrence. One that comes before its counterpart waits, and the sides take turns
/// at waiting, so that a member which only one side has costs no more than its neighbours.
final class ComparisonRun {
  private let expected: MemberSide
  private let actual: MemberSide
  /// How many bytes both files have in common at their beginning.
  private let commonBytes: Int64
  private let session: ComparisonSession
  private let comparer: MemberComparer
  private var isActualsTurnToWait = true

  init(
    _ expected: OpenedArtifact, _ actual: OpenedArtifact, depth: Int, commonBytes: Int64 = 0,
    _ session: ComparisonSession
  ) {
    self.expected = MemberSide(.expected, expected)
    self.actual = MemberSide(.actual, actual)
    (self.commonBytes, self.session) = (commonBytes, session)
    comparer = MemberComparer(self.expected, self.actual, depth: depth, session)
  }

  /// Reads both artifacts to their ends.
  func compare() throws(Diagnostic) -> ComparedInventories {
    expected.advance()
    actual.advance()
    passCommonMembers()
    // One side is read ahead on a thread of its own, the other one here.
    expected.readAhead()
    while expected.current != nil || actual.current != nil, !session.checkTime() { try step() }
    if session.isStopped { for side in [expected, actual] { side.stop() } }
    // First, since settling the unmatched may take members out.
    try comparer.settleLinks()
    settleUnmatched(expected, other: actual)
    settleUnmatched(actual, other: expected)
    for side in [expected, actual] { session.note(side) }
    return try ComparedInventories(expected, actual, session)
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
      try comparer.compare(expected.currentMember(left), actual.currentMember(right))
      expected.advance()
      return actual.advance()
    }
    if let right = actual.current, let left = expected.takeWaiting(actual.key) {
      try comparer.compare(left, actual.currentMember(right))
      return actual.advance()
    }
    if let left = expected.current, let right = actual.takeWaiting(expected.key) {
      try comparer.compare(expected.currentMember(left), right)
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
    let member = side.currentMember(index)
    var content = member.content
    if content == nil, side.members[index].holdsContent {
      content = try session.keep(ContentStream(reading: side.source), of: side)
    }
    side.wait(index, content)
    side.advance()
  }

  /// Members without a counterpart are hashed, so that a renamed one can be recognised; unless the other side was cut
  /// off and may well have them.
  private func settleUnmatched(_ side: MemberSide, other: MemberSide) {
    if other.isCutOff { return side.dropWaiting() }
    for (index, content) in side.waitingInOrder {
      if let content { side.hash(content, of: index) }
    }
  }
}

extension InventoryMember {
  /// Whether the member's type allows for content; a link's is usually that of the member it names.
  fileprivate var holdsContent: Bool { type == .file || type == .hardlink }
}
