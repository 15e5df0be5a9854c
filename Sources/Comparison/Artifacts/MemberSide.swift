import Archives
import Diagnostics
import Store

/// One side of a comparison: the member that was read last, those that wait for their counterparts, and the list of all.
final class MemberSide {
  let side: ContentKeeper.Side
  let artifact: OpenedArtifact
  private(set) var source: any MemberSource
  /// All members that were read, in stored order.
  var members: [InventoryMember] = []
  /// The member that was read last, by its index; nil at the end.
  private(set) var current: Int?
  private(set) var key = MemberKey(name: [])
  /// What the current member's header declares, in bytes.
  private(set) var declaredSize: Int64?
  /// Members that were read before their counterparts, with their contents, where they have any.
  private var waiting: [MemberKey: (index: Int, content: (any ContentHandle)?)] = [:]
  /// Why members or contents could not be read.
  private(set) var obstacles: [Diagnostic] = []
  /// The same, and what is wrong with the artifact as a whole.
  var allObstacles: [Diagnostic] {
    let changed = artifact.input.flatMap { $0.hasChanged ? ArchiveError.changed(archive: $0.name) : nil }
    return obstacles + artifact.findings.obstacles + (changed.map { [Diagnostic(reporting: $0)] } ?? [])
  }

  /// What deserves a look in the names of the members.
  var nameWarnings: [Diagnostic] {
    var review = NameReview(archive: artifact.findings.archive)
    for member in members { review.look(at: member, isAgain: member.occurrence > 1) }
    return review.warnings { occurrences[MemberKey(name: $0)] != nil }
  }

  /// Whether members may be missing behind the last one that was read.
  private(set) var isCutOff = false
  private var occurrences: [MemberKey: Int] = [:]
  private var ahead: ReadAhead?

  init(_ side: ContentKeeper.Side, _ artifact: OpenedArtifact) {
    (self.side, self.artifact, source) = (side, artifact, artifact.source)
  }

  /// Has the rest of the artifact read by a thread of its own, if reading it is work.
  func readAhead() {
    guard artifact.isStream, ahead == nil else { return }
    let ahead = ReadAhead(artifact.source, isInMember: current != nil)
    (self.ahead, source) = (ahead, ahead)
  }

  deinit { ahead?.stop() }

  /// Goes on to the next member.
  func advance() {
    do throws(ArchiveError) {
      guard let header = try source.nextMember() else { return finish() }
      var member = InventoryMember(header, size: 0, contentDigest: nil)
      if artifact.isDebianPackage, let name = nameWithoutCompression(header.name) { member.matchedName = name }
      declaredSize = header.declaredSize
      (current, key) = (members.count, MemberKey(name: member.matchedName))
      key.occurrence = occurrences[key, default: 0] + 1
      occurrences[MemberKey(name: key.name)] = key.occurrence
      member.occurrence = key.occurrence
      members.append(member)
    } catch {
      note(error)
      isCutOff = true
      finish()
    }
  }

  /// Ends before the artifact does.
  func stop() {
    isCutOff = true
    // The current member was not compared.
    if current != nil { members.removeLast() }
    finish()
  }

  /// Remembers why a member or a content can't be had.
  func note(_ error: ArchiveError) {
    let diagnostic = Diagnostic(reporting: error)
    // A reader that has failed fails again with the same words.
    if obstacles.last != diagnostic { obstacles.append(diagnostic) }
  }

  /// The current member, whose index is `index`.
  func currentMember(_ index: Int) -> ComparedMember {
    ComparedMember(index: index, content: source.storedContent, source: source)
  }

  /// Leaves the current member to be compared later.
  func wait(_ index: Int, _ content: (any ContentHandle)?) { waiting[key] = (index, content) }

  /// The member of this key, if one has waited for its counterpart.
  func takeWaiting(_ key: MemberKey) -> ComparedMember? {
    waiting.removeValue(forKey: key).map { ComparedMember(index: $0.index, content: $0.content) }
  }

  /// Those that still wait, in stored order.
  var waitingInOrder: [(index: Int, content: (any ContentHandle)?)] { waiting.values.sorted { $0.index < $1.index } }

  /// Forgets the members that still wait.
  func dropWaiting() {
    let dropped = Set(waiting.values.map(\.index))
    members = members.enumerated().filter { !dropped.contains($0.offset) }.map(\.element)
  }

  /// Gives the members away.
  func takeMembers() -> [InventoryMember] {
    defer { members = [] }
    return members
  }

  /// Reads the content of a member that is compared by its digest.
  func hashContent(of index: Int) {
    guard members[index].type == .file else { return }
    do throws(ArchiveError) {
      members[index].setDigest(try contentDigest { () throws(ArchiveError) in try source.nextBlock() })
    } catch { note(error) }
  }

  /// Hashes a content that has waited in vain.
  func hash(_ content: any ContentHandle, of index: Int) {
    do throws(ArchiveError) {
      let opened = try content.open()
      members[index].setDigest(try contentDigest { () throws(ArchiveError) in try opened.nextBlock() })
    } catch { note(error) }
  }

  private func finish() {
    current = nil
    ahead?.stop()
  }
}

extension InventoryMember {
  fileprivate mutating func setDigest(_ result: (size: Int64, digest: ContentDigest)) {
    (size, content) = (result.size, .digest(result.digest))
  }
}
