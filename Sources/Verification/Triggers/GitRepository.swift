import Diagnostics
import Execution
import Store
package import SystemPackage

/// A git repository as the `git` program shows it; nothing in it is written.
package struct GitRepository: Sendable {
  /// The root of the work tree, links resolved.
  package let root: FilePath
  /// Whether history is cut off, as CI services clone.
  package let isShallow: Bool
  private let git: Git

  /// The repository that holds a folder.
  ///
  /// - Throws: `git.missing` without the program, `git.no-repository` outside a work tree.
  package init(around folder: FilePath, environment: [String: String]) async throws {
    git = try Git(folder: folder.absolute, environment: environment)
    let outcome = try await git.run(["rev-parse", "--show-toplevel", "--is-shallow-repository"])
    let lines = outcome.standardOutput.split(separator: "\n")
    guard outcome.succeeded, lines.count == 2 else {
      throw Diagnostic(
        "git.no-repository",
        "no work tree of git holds this folder; git says: \(escaped(outcome.standardError.firstLine))",
        at: Place(folder.absolute.string), hint: "run it in a clone of the project, or make one with 'git init'")
    }
    (root, isShallow) = (FilePath(String(lines[0])), lines[1] == "true")
  }

  /// The last commit that two revisions share.
  ///
  /// - Throws: `git.unknown-revision` and `git.no-merge-base`, with what to fetch.
  package func mergeBase(_ base: String, _ head: String) async throws -> String {
    let outcome = try await git.run(["merge-base", "--end-of-options", base, head])
    if outcome.succeeded { return outcome.standardOutput.firstLine }
    for revision in [base, head] {
      let found = try await git.run(["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"])
      guard !found.succeeded else { continue }
      throw Diagnostic(
        "git.unknown-revision", "the repository has no commit '\(escaped(revision))'",
        hint: isShallow
          ? "this clone is shallow: run 'git fetch --unshallow', or fetch the branch that is meant"
          : "'git branch --all' lists branches; fetch the one that is meant, or correct the name")
    }
    throw Diagnostic(
      "git.no-merge-base", "'\(escaped(base))' and '\(escaped(head))' share no commit",
      hint: isShallow ? "this clone is shallow: run 'git fetch --unshallow'" : "name a base that the branch began at")
  }

  /// Files that differ between two commits, by path below the root; both names of one that was renamed.
  ///
  /// - Parameter head: Nil for the working tree with all files that git doesn't ignore.
  package func changedFiles(from base: String, to head: String?) async throws -> [String] {
    // Without the search for renames, each is a file that went and a file that came: both names may count.
    let options = ["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules=dirty"]
    async let changed = list(options + [base] + [head].compactMap { $0 } + ["--"])
    async let new =
      head == nil ? list(["ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ":/"]) : []
    return Set(try await changed + (try await new)).sorted(by: byteOrder)
  }

  /// The text of a file in a commit; nil when the commit lacks it.
  package func text(of file: String, in commit: String) async throws -> String? {
    let outcome = try await git.run(["cat-file", "blob", "\(commit):\(file)"])
    return outcome.succeeded ? outcome.standardOutput : nil
  }

  private func list(_ arguments: [String]) async throws -> [String] {
    let outcome = try await git.run(arguments)
    guard outcome.succeeded else {
      throw Diagnostic(
        "git.failed", "git could not list files; it says: \(escaped(outcome.standardError.firstLine))",
        at: Place(root.string), hint: "'git status' tells more")
    }
    return outcome.standardOutput.split(separator: "\0").map(String.init)
  }
}

/// The program, and how it is called.
private struct Git: Sendable {
  let program: FilePath
  let folder: FilePath
  let variables: [String: String]

  init(folder: FilePath, environment: [String: String]) throws(Diagnostic) {
    guard let program = findProgram("git", environment: environment) else {
      throw Diagnostic("git.missing", "there is no git on PATH", hint: "install git")
    }
    (self.program, self.folder) = (program, folder)
    // No lock is taken, so that a commit made meanwhile does not fail.
    variables = environment.merging(["LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"]) { $1 }
  }

  func run(_ arguments: [String]) async throws -> CommandOutcome {
    // A work tree of another owner, as in a container, is only read.
    try await runCommand(
      program, ["-c", "safe.directory=*", "-c", "core.fsmonitor=false"] + arguments, in: folder, variables: variables,
      timeout: 60)
  }
}
