import Foundation
import SystemPackage
import TestSupport
import Testing

/// A bare repository and a clone of it, as a CI job finds them, and the scripts of `misc/ci`.
struct Repository {
  let bare: FilePath
  /// The clone; `origin` is the bare repository.
  let clone: Project

  /// Pushes all files of a project as the branch `main`, and clones that.
  init(of project: Project) async throws {
    bare = TemporaryFolder.path.appending("origin.git")
    clone = try Project(in: TemporaryFolder.path.appending("clone"), parts: [])
    try FileManager.default.createDirectory(atPath: bare.string, withIntermediateDirectories: true)
    try await project.commit()
    try await project.git("init", "--quiet", "--bare", "--initial-branch=main", bare.string)
    try await project.git("push", "--quiet", bare.string, "HEAD:refs/heads/main")
    try await project.git("clone", "--quiet", bare.string, clone.folder.string)
  }

  /// Commits all changes of the clone, on a branch that begins there, and pushes it.
  func push(_ branch: String) async throws {
    try await clone.git("checkout", "--quiet", "-B", branch)
    try await clone.git("add", "--all")
    try await clone.git("commit", "--quiet", "--allow-empty", "--message", "edit")
    try await clone.git("push", "--quiet", "--force", "origin", branch)
  }

  /// The text that git prints about the bare repository.
  func git(_ arguments: String...) async throws -> String {
    let outcome = try await Program.run(
      "/usr/bin/git", arguments, in: bare,
      variables: ["PATH": "/usr/bin:/bin", "HOME": bare.string, "LC_ALL": "C", "GIT_CONFIG_NOSYSTEM": "1"])
    #expect(outcome.exitCode == 0, "git \(arguments): \(outcome.standardError)")
    return outcome.standardOutput
  }

  /// Runs a script of `misc/ci` in the clone, as CI does.
  func script(
    _ name: String, _ arguments: String..., variables changed: [String: String] = [:]
  ) async throws -> Program.Outcome {
    let variables = Program.variables.merging(["CI": "true", "ASSAY": Program.path.string]) { $1 }
    return try await Program.run(
      Project.source.pushing(FilePath("misc/ci/\(name)")), arguments, in: clone.folder,
      variables: variables.merging(changed) { $1 })
  }
}
