import Diagnostics
import Execution
import Publishing
import Store
import SystemPackage

extension GitRepository {
  /// The commit that is checked out; nil before the first one.
  func head() async throws -> String? {
    let outcome = try await run(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])
    return outcome.succeeded ? outcome.standardOutput.firstLine : nil
  }

  /// Makes a copy of the files a repository of its own.
  ///
  /// It holds the commit that is checked out with all before it, the tags on these, and an index. What else the repository
  /// holds would not be the same on another machine, even where it only makes abbreviated names longer; its configuration
  /// and hooks stay behind, too.
  ///
  /// - Returns: A warning where history is cut off.
  /// - Throws: `command.no-commit` before the first commit, and `git.failed`.
  func copyHistory(to folder: FilePath) async throws -> [Diagnostic] {
    guard let head = try await head() else {
      throw Diagnostic(
        "command.no-commit", "the repository has no commit that the command could see", at: Place(shown(root)),
        hint: "commit first, or take 'git = true' out of assay.toml")
    }
    let scratch = try ScratchFolder(in: folder.removingLastComponent())
    let config = scratch.path.appending("config")
    // Git asks for the owner again where it reads the other repository, and hands no option on to there.
    try config.write(Array("[safe]\n\tdirectory = *\n[gc]\n\tauto = 0\n[core]\n\tlogAllRefUpdates = false\n".utf8))
    let format = try await run(["rev-parse", "--show-object-format"]).standardOutput.firstLine
    let inCopy = ["-C", folder.string]
    let steps = [
      ["init", "--quiet", "--template=", "--object-format=\(format)", folder.string],
      inCopy + ["fetch", "--quiet", "--update-shallow", "--no-write-fetch-head", root.string, "+HEAD:\(Self.fetched)"],
      inCopy + ["update-ref", "--no-deref", "HEAD", head],
      inCopy + ["update-ref", "-d", Self.fetched],
      inCopy + ["read-tree", "HEAD"],
    ]
    for step in steps {
      let outcome = try await run(step, variables: ["GIT_CONFIG_GLOBAL": config.string, "GIT_CONFIG_NOSYSTEM": "1"])
      guard outcome.succeeded else { throw failure("copy the history", outcome) }
    }
    return try await isShallow() ? [shallowWarning] : []
  }

  /// Where the copy's commit is kept until it is checked out; tags follow what gets a name.
  private static let fetched = "refs/assay/head"

  private var shallowWarning: Diagnostic {
    Diagnostic(
      "command.shallow", "this clone is shallow, so the command sees less history and fewer tags than elsewhere",
      at: Place(shown(root)), hint: "run 'git fetch --unshallow --tags'; in CI, fetch all history (depth 0)",
      severity: .warning)
  }
}
