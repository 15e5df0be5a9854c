import Diagnostics
import Execution
import Store
package import SystemPackage

/// The git work tree that a folder belongs to.
package struct GitWorkTree: Sendable {
  /// The folder that holds `.git`.
  package let folder: FilePath

  /// Nil where a path is in none.
  package init?(above path: FilePath) {
    var folder = path.absolute
    while folder.appending(".git").kind == nil {
      guard folder.removeLastComponent() else { return nil }
    }
    self.folder = folder
  }

  /// Which of these files git does not hold as they stand on the disk: replacing them loses something.
  ///
  /// Empty where there is no git to ask.
  ///
  /// - Throws: What starting git throws.
  package func uncommitted(_ files: [FilePath], environment: [String: String]) async throws -> [FilePath] {
    let inside = files.filter { $0.starts(with: folder) && $0.kind != nil }.map { $0.relative(to: folder) }
    guard !inside.isEmpty, let git = findProgram("git", environment: environment) else { return [] }
    let known = Set(inside)
    let folders = Set(inside.map { FilePath($0).removingLastComponent().string })
    var variables = environment.filter { ["PATH", "HOME", "XDG_CONFIG_HOME"].contains($0.key) }
    (variables["LC_ALL"], variables["GIT_OPTIONAL_LOCKS"]) = ("C", "0")
    let outcome = try await runCommand(
      git,
      [
        "--literal-pathspecs", "status", "--porcelain", "-z", "--untracked-files=all", "--ignored", "--no-renames",
        "--",
      ]
        + folders.sorted(by: byteOrder).map { $0.isEmpty ? "." : $0 },
      in: folder, variables: variables, timeout: 60)
    guard outcome.succeeded else { return [] }
    return outcome.standardOutput.split(separator: "\0").map { String($0.dropFirst(3)) }
      .filter { known.contains($0) }.map { folder.pushing(FilePath($0)) }
  }
}
