import Execution
import Store
import SystemPackage
import TestSupport
import Testing
import Verification

/// Real git takes the patches, and makes of the old files exactly the new ones.
@Suite(.temporaryFolder, .needs("git"))
struct AppliedPatchTests {
  private var folder: FilePath { TemporaryFolder.path.appending("work") }

  private func git(_ arguments: String...) async throws -> CommandOutcome {
    try await runCommand(
      "/usr/bin/git", ["-c", "core.autocrlf=false"] + arguments, in: folder,
      variables: ["PATH": "/usr/bin:/bin", "HOME": folder.string, "GIT_CONFIG_NOSYSTEM": "1"])
  }

  private static let message = "# Update the expected outputs of `a`\n\n- --- a/x\n- diff --git a/x b/x\n\n"

  private func checkThatGitMakes(_ after: [UInt8]?, of before: [UInt8]?, named name: String = "file") async throws {
    let file = folder.pushing(FilePath(name))
    try file.removingLastComponent().createFolders()
    if let before { try file.write(before) }
    _ = try await git("init", "--quiet")
    let change = UpdatePlan.Change(file: file, before: before, after: after)
    let patch = Array(Self.message.utf8) + (try PatchText.bytes(of: [change], root: folder))
    try TemporaryFolder.path.appending("patch").write(patch)
    let outcome = try await git("apply", "--whitespace=nowarn", "../patch")
    #expect(outcome.standardError == "")
    #expect(outcome.succeeded)
    #expect((file.kind == .file ? try file.readBytes() : nil) == after)
  }

  @Test(arguments: [
    ("one\ntwo\nthree\n", "one\n2\nthree\n"), ("one\ntwo", "one\ntwo\n"), ("one\n", "one"), ("", "one"), ("one\n", ""),
    ("one\ntwo\n", "one\r\ntwo\r\n"), ("a\rb\n", "a\rc\n"), ("\u{FEFF}a\n", "a\n"), ("a\n\n\n", "a\n\n"),
    ("--- a/x\n+++ b/x\n", "+++ b/x\n--- a/x\n"),
  ])
  func changedText(before: String, after: String) async throws {
    try await checkThatGitMakes(Array(after.utf8), of: Array(before.utf8))
  }

  @Test(arguments: [[0, 1, 2, 10, 255, 10, 0], [0xFF, 0xFE, 0x61, 0, 10, 0], [10, 10]] as [[UInt8]])
  func bytesThatAreNoText(after: [UInt8]) async throws {
    try await checkThatGitMakes(after, of: [0, 9, 13, 10, 7])
  }

  @Test(arguments: ["", "one\n", "one"])
  func newAndRemovedFiles(text: String) async throws {
    try await checkThatGitMakes(Array(text.utf8), of: nil, named: "new folder/a")
    try await checkThatGitMakes(nil, of: Array(text.utf8), named: "old")
  }

  @Test(arguments: ["a b", "ä/ö b.txt", "q\"uote", "back\\slash", "tab\there", "new\nline", "-dash", " blank"])
  func unusualNames(name: String) async throws {
    try await checkThatGitMakes(Array("new\n".utf8), of: Array("old\n".utf8), named: name)
    try await checkThatGitMakes(nil, of: Array("old\n".utf8), named: name)
    try await checkThatGitMakes(Array("new\n".utf8), of: nil, named: name)
  }

  @Test func uncommittedFilesAreKnown() async throws {
    try folder.appending("sub").createFolders()
    _ = try await git("init", "--quiet")
    for name in ["same", "changed", "staged"] { try folder.pushing(FilePath("sub/\(name)")).write([1]) }
    _ = try await git("add", "--all")
    _ = try await git("-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "--quiet", "-m", "start")
    for name in ["changed", "staged", "new", "elsewhere"] { try folder.pushing(FilePath("sub/\(name)")).write([2]) }
    _ = try await git("add", "sub/staged")
    func repository(_ environment: [String: String]) throws -> GitRepository {
      try #require(GitRepository(around: folder.appending("sub"), environment: environment))
    }
    let known = try repository(["PATH": "/usr/bin:/bin", "HOME": folder.string])
    #expect(known.root == folder)
    let asked = ["same", "changed", "staged", "new", "gone"].map { folder.pushing(FilePath("sub/\($0)")) }
    let found = try await known.uncommitted(asked)
    #expect(Set(found.compactMap(\.lastComponent?.string)) == ["changed", "staged", "new"])
    #expect(try await repository([:]).uncommitted(asked) == [])
  }

  @Test func folderWithoutGitHasNoWorkTree() {
    #expect(GitRepository(around: TemporaryFolder.path, environment: [:]) == nil)
  }
}
