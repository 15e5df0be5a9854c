import Diagnostics
import Glibc
import Store
import SystemPackage
import TestSupport
import Testing

@Suite(.temporaryFolder)
struct FolderReplacementTests {
  private let folder = TemporaryFolder.path
  private var target: FilePath { folder.appending("expected") }

  private func text(_ name: String) -> String? { try? target.pushing(FilePath(name)).readText() }

  private func makeTarget() throws {
    try target.appending("kept").write(Array("kept".utf8), permissions: 0o755)
    try target.appending("changed").write(Array("old".utf8))
    try target.appending("sub/removed").write(Array("old".utf8))
    symlink("kept", target.appending("link").string)
  }

  @Test func filesAreWrittenAndRemovedAndAllElseStays() throws {
    try makeTarget()
    try FolderReplacement(of: target, writing: ["changed": [0x6E], "new/file": [0x6D]], removing: ["sub", "lost"])
      .commit()
    #expect(try target.names() == ["changed", "kept", "link", "new"])
    #expect(text("changed") == "n")
    #expect(text("new/file") == "m")
    #expect(text("kept") == "kept")
    #expect(target.appending("kept").isExecutableFile)
    #expect(try target.appending("link").linkTarget() == "kept")
    #expect(try folder.names() == ["expected"])
  }

  @Test func withoutACommitNothingChanges() throws {
    try makeTarget()
    do { _ = try FolderReplacement(of: target, writing: ["changed": [0x6E]], removing: ["kept"]) }
    #expect(try target.names() == ["changed", "kept", "link", "sub"])
    #expect(text("changed") == "old")
    #expect(try folder.names() == ["expected"])
  }

  @Test func anErrorHalfWayChangesNothing() throws {
    try makeTarget()
    let problem = #expect(throws: Diagnostic.self) {
      try FolderReplacement(of: target, writing: ["changed": [0x6E], "kept/below-a-file": [0x6D]])
    }
    #expect(problem?.code == "disk.write")
    #expect(text("changed") == "old")
    #expect(try folder.names() == ["expected"])
  }

  @Test func aFolderThatIsNotThereIsMade() throws {
    try FolderReplacement(of: target.appending("a/b"), writing: ["file": [0x6E]]).commit()
    #expect(text("a/b/file") == "n")
  }

  @Test func aLinkToAFolderStaysALink() throws {
    try makeTarget()
    symlink("expected", folder.appending("link").string)
    try FolderReplacement(of: folder.appending("link"), writing: ["changed": [0x6E]]).commit()
    #expect(folder.appending("link").kind == .symlink)
    #expect(text("changed") == "n")
    #expect(text("kept") == "kept")
  }
}
