import Archives
import Diagnostics
import Store

/// What a comparison shares with those of the archives inside.
final class ComparisonSession {
  let limits: ComparisonLimits
  let keeper = ContentKeeper()
  private let examiner: (any ContentExaminer)?
  private(set) var warnings: [Diagnostic] = []
  private(set) var obstacles: [Diagnostic] = []
  private let start = ContinuousClock.now
  /// Whether the time is up, or the work was cancelled.
  private(set) var isStopped = false
  private var tokens = 0
  /// Whether contents that look like archives are opened.
  private var opensContents = true
  /// How many more contents may be looked into.
  private var explanations: Int
  /// How many more bytes may be examined and hashed.
  private var examinedBytes: Int64
  /// How much plain content was read so far, in bytes.
  private var spent: (expected: Int64, actual: Int64) = (0, 0)
  /// How many members the archives had that were read to their ends.
  private var members: [ContentKeeper.Side: Int64] = [:]

  init(limits: ComparisonLimits, examiner: (any ContentExaminer)?) {
    (self.limits, self.examiner) = (limits, examiner)
    explanations = limits.content.members
    examinedBytes = limits.content.examinedBytes
  }

  func compare(expected: Artifact, actual: Artifact, commonBytes: Int64) throws(Diagnostic) -> ArtifactComparison {
    let opened = try open(expected, actual)
    let run = ComparisonRun(opened.0, opened.1, depth: 1, commonBytes: commonBytes, self)
    let compared = try run.compare()
    return ArtifactComparison(
      compared, formats: (opened.0.format(), opened.1.format()), warnings: warnings, obstacles: obstacles)
  }

  /// Opens both; files of which one is too broken to be opened are compared as bytes, and nothing in them is opened.
  private func open(
    _ expected: Artifact, _ actual: Artifact
  ) throws(Diagnostic) -> (OpenedArtifact, OpenedArtifact) {
    let areFolders = expected.isFolder && actual.isFolder
    do throws(Diagnostic) {
      return (
        try expected.opened(limits.reading, readsAttributes: areFolders),
        try actual.opened(limits.reading, readsAttributes: areFolders)
      )
    } catch {
      guard error.code == "archive.damaged", case .file(let left) = expected, case .file(let right) = actual else {
        throw error
      }
      obstacles.append(error)
      opensContents = false
      return (
        OpenedArtifact(bytesOf: left, limits: limits.reading), OpenedArtifact(bytesOf: right, limits: limits.reading)
      )
    }
  }

  /// An identity that no other content has.
  func newIdentity() -> ContentIdentity {
    tokens += 1
    return .token(tokens)
  }

  /// Compares two contents; those up to `keptSize` bytes are kept for a closer look.
  func matcher(keptSize: Int64? = nil) -> ContentMatcher {
    ContentMatcher(
      keeper: keeper, keptSize: keptSize ?? Int64(limits.content.textBytes), isStopped: { self.checkTime() })
  }

  /// Reads a content to its end and keeps it; nil when it can't be read.
  func keep(_ stream: ContentStream, of side: MemberSide) throws(Diagnostic) -> KeptContent? {
    var problem: ArchiveError?
    let kept = try keeper.keep(side.side) { () throws(ArchiveError) in
      stream.release?()
      do throws(ArchiveError) { return try stream.next() } catch {
        problem = error
        return nil
      }
    }
    if let problem { side.note(problem) }
    return problem == nil ? kept : nil
  }

  /// Looks whether to stop, which is noted once.
  func checkTime() -> Bool {
    guard !isStopped else { return true }
    if let limit = limits.time, .now - start > limit {
      isStopped = true
      obstacles.append(
        Diagnostic(
          "archive.limit", "the comparison took longer than the limit of \(limit.components.seconds) seconds",
          hint: "raise the limit with '--timeout'"))
    }
    if Task.isCancelled {
      isStopped = true
      obstacles.append(Diagnostic("diff.interrupted", "the comparison was interrupted"))
    }
    return isStopped
  }

  /// Remembers what was met on a side that was read to its end, and what that has cost.
  func note(_ side: MemberSide) {
    obstacles += side.allObstacles
    note(side.artifact.findings)
    warnings += side.nameWarnings
    members[side.side, default: 0] += Int64(side.members.count)
  }

  private func note(_ findings: Findings) {
    warnings += findings.diagnostics
    guard findings.omitted > 0 else { return }
    warnings.append(
      Diagnostic("archive.more", "\(findings.omitted) more findings", at: Place(findings.archive), severity: .warning))
  }

  /// Remembers what can't be read and leaves the comparison whole all the same.
  func note(_ error: MatchingError) {
    let problem: ArchiveError
    switch error {
    case .expected(let error), .actual(let error): problem = error
    case .disk, .stopped: return
    }
    var warning = Diagnostic(reporting: problem)
    warning.severity = .warning
    warnings.append(warning)
  }

  func spend(expected: Int64, actual: Int64) {
    spent.expected += expected
    spent.actual += actual
  }

  /// What is left of the limits: all archives of a side, however nested, share them.
  private func readingLimits(_ side: ContentKeeper.Side) -> ReadingLimits {
    var left = limits.reading
    left.plainBytes = left.plainBytes.map { max(0, $0 - (side == .expected ? spent.expected : spent.actual)) }
    left.members = left.members.map { max(0, $0 - members[side, default: 0]) }
    return left
  }

  /// Looks into two contents that differ, and marks both members with what was found; `path` tells their format where
  /// the members' name does not.
  func explain(
    _ match: ContentMatch, _ expected: inout InventoryMember, _ actual: inout InventoryMember, path: [UInt8]?,
    depth: Int, inside names: (String, String)
  ) throws(Diagnostic) {
    if let kept = match.kept, try compareInner(kept, &expected, &actual, depth: depth, inside: names) { return }
    var blobs: (Blob?, Blob?)
    var explanation =
      match.difference.map { bytes in
        var bytes = bytes
        if match.kept == nil { bytes.limit = tooLargeForText(limits.content) }
        return ContentDifference.Explanation.binary(bytes)
      } ?? .unknown("not looked into")
    if let kept = match.kept, kept.expected.size + kept.actual.size <= examinedBytes {
      examinedBytes -= kept.expected.size + kept.actual.size
      let bytes = (try reading(kept.expected.bytes), try reading(kept.actual.bytes))
      let digests = (ContentDigest(of: bytes.0), ContentDigest(of: bytes.1))
      (expected.content, actual.content) = (.digest(digests.0), .digest(digests.1))
      blobs = (
        Blob(digest: digests.0, size: kept.expected.size), Blob(digest: digests.1, size: kept.actual.size)
      )
      let examination = examiner?.examine(name: path ?? expected.name, expected: bytes.0, actual: bytes.1)
      (expected.examination, actual.examination) = (examination, examination)
      if explanations > 0 {
        explanation = explainContent(
          path: path ?? expected.name, expected: bytes.0, actual: bytes.1, limits: limits.content)
      }
    }
    guard explanations > 0 else { return }
    explanations -= 1
    let difference = ContentDifference(expected: blobs.0, actual: blobs.1, explanation: explanation)
    (expected.explanation, actual.explanation) = (difference, difference)
  }

  /// Whether both contents are archives or compressed, which were then compared inside.
  private func compareInner(
    _ kept: (expected: KeptContent, actual: KeptContent), _ expected: inout InventoryMember,
    _ actual: inout InventoryMember, depth: Int, inside names: (String, String)
  ) throws(Diagnostic) -> Bool {
    guard opensContents, try isContainer(kept.expected), try isContainer(kept.actual) else { return false }
    (kept.expected.input.name, kept.actual.input.name) = (
      "\(names.0) » \(escaped(bytes: expected.name))", "\(names.1) » \(escaped(bytes: actual.name))"
    )
    guard limits.depth.map({ depth < $0 }) ?? true else {
      obstacles.append(
        Diagnostic(
          "archive.limit", "archives are nested deeper than the limit of \(limits.depth ?? 0)",
          at: Place(kept.expected.input.name), hint: "raise the limit with '--max-depth'"))
      return false
    }
    let opened: (OpenedArtifact, OpenedArtifact)
    do throws(ArchiveError) {
      opened = (
        try OpenedArtifact(kept.expected.input, limits: readingLimits(.expected)),
        try OpenedArtifact(kept.actual.input, limits: readingLimits(.actual))
      )
    } catch {
      // It only began like an archive; its bytes were compared.
      var warning = Diagnostic(reporting: error)
      warning.severity = .warning
      warnings.append(warning)
      return false
    }
    let run = ComparisonRun(opened.0, opened.1, depth: depth + 1, self)
    let inner = try run.compare()
    (expected.inner, actual.inner) = (inner.expected, inner.actual)
    return true
  }

  private func isContainer(_ content: KeptContent) throws(Diagnostic) -> Bool {
    identifyContainer(try reading { () throws(ArchiveError) in try content.input.bytes(at: 0, count: 512) }) != nil
  }
}
