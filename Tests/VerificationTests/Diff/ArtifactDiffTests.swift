import Archives
import Comparison
import Diagnostics
import Store
import SystemPackage
import TestSupport
import Testing
import Verification

/// What `assay diff` makes of two artifacts: verdict, causes, and what was ignored.
@Suite(.temporaryFolder)
struct ArtifactDiffTests {
  @Test func sameBytesAreEqualWithoutBeingRead() throws {
    // No archive could be read from this.
    let report = try diff("damaged \u{1F}\u{8B}", "damaged \u{1F}\u{8B}")
    #expect(report.verdict == .equal)
    #expect(report.hasSameBytes == true)
  }

  @Test func folderAndItsTarAreEqualInWhatBothKnow() throws {
    let folder = TemporaryFolder.path.appending("folder")
    try folder.appending("sub/file").write(Array("content".utf8))
    let members: [(String, MemberType, String)] = [("sub", .directory, ""), ("sub/file", .file, "content")]
    try write(try tar(members), to: "folder.tar")
    var diff = ArtifactDiff()
    diff.ignoring = Ignoring(aspects: [.mtime, .owner, .mode])
    let report = try diff.compare(folder, TemporaryFolder.path.appending("folder.tar"))
    #expect(report.verdict == .equal)
    #expect(report.left.format == "folder")
    #expect(report.right.format == "tar")
    #expect(report.hasSameBytes == nil)
  }

  @Test func folderAndTarDifferInContent() throws {
    let folder = TemporaryFolder.path.appending("folder")
    try folder.appending("a").write(Array("one".utf8))
    try write(try tar([("a", .file, "two")]), to: "a.tar")
    var diff = ArtifactDiff()
    diff.ignoring = Ignoring(aspects: [.mtime, .owner, .mode])
    let report = try diff.compare(folder, TemporaryFolder.path.appending("a.tar"))
    #expect(report.verdict == .different)
    #expect(report.difference.differences.map { $0.fields.map(\.field) } == [[.content]])
  }

  @Test func archiveIsComparedWithACommittedInventory() throws {
    let archive = TemporaryFolder.path.appending("a.tar")
    try write(try tar([("a", .file, "one"), ("b", .file, "two")]), to: "a.tar")
    let inventory = try Inventory(archive: archive)
    let text = MtreeWriter.bytes(of: inventory)
    try TemporaryFolder.path.appending("a.mtree").write(text)
    #expect(try ArtifactDiff().compare(TemporaryFolder.path.appending("a.mtree"), archive).verdict == .equal)
    try write(try tar([("a", .file, "one"), ("b", .file, "other")]), to: "a.tar")
    let report = try ArtifactDiff().compare(TemporaryFolder.path.appending("a.mtree"), archive)
    #expect(report.verdict == .different)
    #expect(report.left.format == "mtree")
    #expect(report.difference.summary.text == "1 changed")
  }

  @Test func whatIsIgnoredIsCountedAndTold() throws {
    let names = (0..<5).map { "m\($0)" }
    try write(try tar(names.map { ($0, .file, $0) }, time: 1), to: "left")
    try write(try tar(names.map { ($0, .file, $0) }, time: 90_000), to: "right")
    var diff = ArtifactDiff()
    diff.ignoring = Ignoring(aspects: [.mtime, .order])
    let report = try diff.compare(TemporaryFolder.path.appending("left"), TemporaryFolder.path.appending("right"))
    #expect(report.verdict == .equal)
    #expect(report.hasSameBytes == false)
    #expect(report.ignored.map(\.rule) == ["mtime", "order"])
    #expect(report.ignored.map(\.members) == [5, 0])
  }

  @Test func excludedMembersAreLeftOutInsideArchivesToo() throws {
    func outer(_ log: String) throws -> [UInt8] {
      let inner = try tar([("build.log", .file, log), ("a", .file, "x")])
      return try tar([("inner.tar", .file, String(decoding: inner, as: UTF8.self)), ("top.log", .file, log)])
    }
    try write(try outer("one"), to: "left")
    try write(try outer("two"), to: "right")
    var diff = ArtifactDiff()
    diff.ignoring = Ignoring(patterns: ["*.log"])
    let report = try diff.compare(TemporaryFolder.path.appending("left"), TemporaryFolder.path.appending("right"))
    #expect(report.verdict == .equal)
    #expect(report.ignored.map(\.members) == [2])
  }

  @Test func damagedArchiveIsUndecided() throws {
    let whole = try tar([("a", .file, "one"), ("b", .file, String(repeating: "x", count: 2000))])
    try write(whole, to: "left")
    try write(Array(whole[..<2000]), to: "right")
    let report = try ArtifactDiff().compare(
      TemporaryFolder.path.appending("left"), TemporaryFolder.path.appending("right"))
    #expect(report.verdict == .undecided)
    #expect(report.obstacles.map(\.code) == ["archive.damaged"])
  }

  @Test func whatIsNotThereIsAProblem() throws {
    #expect(throws: DiagnosticList.self) {
      try ArtifactDiff().compare(TemporaryFolder.path.appending("none"), TemporaryFolder.path)
    }
  }

  private func diff(_ left: String, _ right: String) throws -> DiffReport {
    try write(Array(left.utf8), to: "left")
    try write(Array(right.utf8), to: "right")
    return try ArtifactDiff().compare(TemporaryFolder.path.appending("left"), TemporaryFolder.path.appending("right"))
  }

  private func write(_ bytes: [UInt8], to name: String) throws {
    try TemporaryFolder.path.appending(name).write(bytes)
  }

  private func tar(_ members: [(String, MemberType, String)], time: Int64 = 1) throws -> [UInt8] {
    let sink = MemorySink()
    var writer = TarWriter(to: sink)
    for (name, type, content) in members {
      let bytes = Array(content.utf8)
      let header = NormalForm.header(
        name, type, mode: type == .directory ? 0o755 : 0o644, modified: Timestamp(seconds: time),
        size: Int64(bytes.count))
      try writer.add(header, content: bytes)
    }
    try writer.finish()
    return sink.bytes
  }
}
