import Foundation
import SystemPackage
import TestSupport
import Testing

/// What the commands of stacks see of git.
@Suite(.temporaryFolder, .needs("bwrap"), .needs("git"))
struct CommandHistoryTests {
  @Test func aCommandThatAsksGitIsToldHow() async throws {
    let project = try await Project.making("mkdir out; git describe > out/version")
    let outcome = try await project.assay("update")
    #expect(outcome.standardError.contains("fatal: not a git repository"), "\(outcome.standardError)")
    #expect(
      outcome.standardError.hasSuffix(
        "hint: it asks git, and sees a copy of the files alone: write 'git = true' in [stacks.made]\n"))
    #expect(outcome.exitCode == 2)
  }

  @Test func aFailureOfGitThatThePipeHidesIsWarnedOf() async throws {
    let project = try await Project.making("mkdir out; git describe | cat > out/version")
    let outcome = try await project.assay("update")
    #expect(
      outcome.standardError == """
        warning: the command asked git, which found no repository: it sees a copy of the files alone \
        [command.no-history]
        hint: write 'git = true' in [stacks.made]

        """)
    #expect(outcome.exitCode == 0)
  }

  /// What a command that sees history finds: tags, tracked files, whether anything is edited, and nothing of its owner.
  private static let asksGit = """
    mkdir out
    git describe --tags --dirty > out/version
    git ls-files > out/files
    git config --local --get-regexp "^(user|hook|alias)" > out/config
    git for-each-ref > out/refs
    ls .git/hooks > out/hooks 2>/dev/null
    true
    """

  @Test func historyIsSeenButNotWhatElseTheRepositoryHolds() async throws {
    let project = try await Project.making(Self.asksGit, settings: "git = true")
    try await project.git("tag", "v1")
    try await project.git("config", "user.name", "somebody")
    try await project.git("branch", "other")
    try await project.git("tag", "elsewhere", try await project.git("commit-tree", "-m", "x", "HEAD^{tree}").trimmed)
    let export = project.folder.removingLastComponent().appending("export").string
    try FileManager.default.createDirectory(atPath: export, withIntermediateDirectories: false)
    _ = try await project.assay("update")
    let outcome = try await project.assay("verify", "--export", export, variables: ["ASSAY_FORCE_EXPORT": "1"])
    #expect(outcome.exitCode == 0, "\(outcome.standardOutput)")
    func made(_ name: String) throws -> String {
      try String(contentsOfFile: "\(export)/made/archives/out/\(name)", encoding: .utf8)
    }
    #expect(try made("version") == "v1\n")
    #expect(try made("files") == ".gitignore\nassay.toml\ninput\n")
    #expect(try made("config") == "")
    #expect(try made("hooks") == "")
    #expect(try made("refs").hasSuffix(" commit\trefs/tags/v1\n"))
    #expect(try made("refs").split(separator: "\n").count == 1)
  }

  @Test func anEditIsSeenAsOne() async throws {
    let project = try await Project.making(
      "mkdir out; git describe --tags --dirty > out/version", settings: "git = true")
    try await project.git("tag", "v1")
    _ = try await project.assay("update")
    try await project.git("add", "--all")
    try await project.git("commit", "--quiet", "--message", "expect")
    try await project.git("tag", "--force", "v1")
    #expect(try await project.assay("verify").exitCode == 0)
    try project.write("two\n", to: "input")
    #expect(try await project.assay("verify").standardOutput.contains("+v1-dirty"))
  }

  @Test func historyNeedsACommit() async throws {
    let project = try await Project.making("true", settings: "git = true", isCommitted: false)
    #expect(
      try await project.assay("update").standardError == """
        .: error: the command is to see git's history, but this is no git work tree [command.no-repository]
        hint: run it in a clone of the project, or take 'git = true' out of assay.toml

        """)
    try await project.git("init", "--quiet")
    #expect(
      try await project.assay("update").standardError == """
        .: error: the repository has no commit that the command could see [command.no-commit]
        hint: commit first, or take 'git = true' out of assay.toml

        """)
  }

  @Test func aShallowCloneIsWarnedOf() async throws {
    let origin = try await Project.making("mkdir out; git log --format=%s > out/log", settings: "git = true")
    try origin.write("two\n", to: "input")
    try await origin.git("commit", "--quiet", "--all", "--message", "second")
    let clone = origin.folder.removingLastComponent().appending("clone")
    try await origin.git("clone", "--quiet", "--depth", "1", "file://\(origin.folder)", clone.string)
    let outcome = try await Program.run(["update"], in: clone)
    #expect(
      outcome.standardError.contains(
        "warning: this clone is shallow, so the command sees less history and fewer tags than elsewhere"),
      "\(outcome.standardError)")
    #expect(outcome.exitCode == 0)
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
