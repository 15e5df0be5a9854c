import Diagnostics
import Execution
import Store
import SystemPackage

/// What git leaves out of a folder in a work tree, by `.gitignore` files alone: what the user's own configuration
/// ignores would give other hashes on other machines.
struct IgnoredFiles {
  private let git: FilePath
  private let folder: FilePath
  private let searchPath: String

  /// Nil where there is no git to ask.
  init?(in folder: FilePath, environment: [String: String]) {
    guard let git = findProgram("git", environment: environment) else { return nil }
    (self.git, self.folder, searchPath) = (git, folder, environment["PATH"] ?? "")
  }

  /// Files and folders, relative to the folder; none where it lies in no work tree.
  ///
  /// A file that was committed in spite of the rules stays, as every clone has it. A folder that the rules name goes
  /// with all that is in it, as in venvstacks.
  func paths() async -> [String] {
    let rules = "--exclude-per-directory=.gitignore"
    let untracked = await listed(["--others", "--ignored", rules, "--directory"])
    let committed = await listed(["--cached", "--ignored", rules])
    var folders: [String] = []
    for parent in Set(committed.flatMap(parents)).sorted(by: byteOrder) where await isIgnored(parent) {
      folders.append(parent)
    }
    return untracked + folders
  }

  private func listed(_ arguments: [String]) async -> [String] {
    let outcome = await run(["ls-files", "-z"] + arguments + ["--", "."])
    guard let outcome, outcome.succeeded else { return [] }
    return outcome.standardOutput.split(separator: "\0").map(String.init)
  }

  private func isIgnored(_ path: String) async -> Bool {
    await run(["check-ignore", "--quiet", "--no-index", "--", path])?.succeeded ?? false
  }

  private func run(_ arguments: [String]) async -> CommandOutcome? {
    // A work tree of another owner is only read here.
    try? await runCommand(
      git, ["-c", "safe.directory=*", "-c", "core.excludesFile="] + arguments, in: folder,
      variables: ["PATH": searchPath, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null"], timeout: 60)
  }

  private func parents(_ path: String) -> [String] {
    let names = path.split(separator: "/").map(String.init)
    return names.indices.dropFirst().map { names[..<$0].joined(separator: "/") }
  }
}
