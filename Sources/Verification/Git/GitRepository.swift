import Diagnostics
import Execution
import Publishing
import Store
package import SystemPackage

/// The git work tree that a path belongs to, as the `git` program shows it; nothing in it is written.
package struct GitRepository: Sendable {
  /// The folder that holds `.git`.
  package let root: FilePath
  /// Nil where there is none on `PATH`.
  let program: FilePath?
  private let variables: [String: String]

  /// Nil where a path is in no work tree; no program is run for it.
  package init?(around path: FilePath, environment: [String: String]) {
    var folder = path.absolute
    while folder.appending(".git").kind == nil {
      guard folder.removeLastComponent() else { return nil }
    }
    (root, program) = (folder, findProgram("git", environment: environment))
    variables = environment.filter { !Self.locations.contains($0.key) }
      // No lock is taken, so that a commit made meanwhile does not fail.
      .merging(["LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"]) { $1 }
  }

  /// Variables that a hook of git has and that lead to another repository or index than the path does.
  private static let locations: Set = [
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE",
  ]

  /// Runs git at the root.
  ///
  /// - Throws: `git.missing` without the program, and what starting it throws.
  func run(_ arguments: [String], variables more: [String: String] = [:]) async throws -> CommandOutcome {
    guard let program else {
      throw Diagnostic("git.missing", "there is no git on PATH", at: Place(shown(root)), hint: "install git")
    }
    // A work tree of another owner, as in a container, is only read.
    return try await runCommand(
      program, ["-c", "safe.directory=*", "-c", "core.fsmonitor=false"] + arguments, in: root,
      variables: variables.merging(more) { $1 }, timeout: 60)
  }

  /// What git lists between zero bytes.
  ///
  /// - Throws: `git.failed` with what git says.
  func list(_ arguments: [String]) async throws -> [String] {
    let outcome = try await run(arguments)
    guard outcome.succeeded else { throw failure("list files", outcome) }
    return outcome.standardOutput.split(separator: "\0").map(String.init)
  }

  func failure(_ what: String, _ outcome: CommandOutcome) -> Diagnostic {
    Diagnostic(
      "git.failed", "git could not \(what); it says: \(escaped(outcome.standardError.firstLine))",
      at: Place(shown(root)), hint: "'git status' tells more")
  }

  /// Whether history is cut off, as CI services clone.
  func isShallow() async throws -> Bool {
    try await run(["rev-parse", "--is-shallow-repository"]).standardOutput.firstLine == "true"
  }
}
