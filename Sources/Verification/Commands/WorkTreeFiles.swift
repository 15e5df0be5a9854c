import Diagnostics
import Publishing
import Store
import SystemPackage

/// The files of a working tree that a command sees: those that git tracks, and those beside them that it does not
/// ignore; all files where there is no git.
struct WorkTreeFiles {
  let root: FilePath
  /// By path below the root; a work tree inside this one by its folder's name.
  let names: [String]
  /// Nil where there is no git work tree.
  let repository: GitRepository?
  let warnings: [Diagnostic]

  /// - Parameter folder: A folder of the working tree; absolute.
  /// - Throws: `git.…` where git can't be asked.
  init(around folder: FilePath, environment: [String: String]) async throws {
    repository = GitRepository(around: folder, environment: environment)
    root = repository?.root ?? folder
    guard let repository else {
      names = try folder.names().filter { $0 != ".git" }
      warnings = [
        Diagnostic(
          "command.no-git", "this is no git work tree, so every file beside assay.toml is copied",
          at: Place(shown(folder)), hint: "run 'git init', so that what git ignores is left out", severity: .warning)
      ]
      return
    }
    (names, warnings) = (try await repository.files(), [])
  }

  /// Every file and link by its path below the root, that of work trees inside this one, too; sorted.
  ///
  /// - Throws: What keeps a folder from being read.
  func all() throws(Diagnostic) -> [String] {
    var result: [String] = []
    for name in names { try Self.add(name, root.pushing(FilePath(name)), to: &result) }
    return result.sorted(by: byteOrder)
  }

  private static func add(_ name: String, _ path: FilePath, to result: inout [String]) throws(Diagnostic) {
    switch path.kind {
    case .file?, .symlink?: result.append(name)
    case .folder?:
      for child in try path.names() where child != ".git" {
        try add("\(name)/\(child)", path.appending(child), to: &result)
      }
    case .other?, nil: return  // Tracked, but not there; or no content that could be copied.
    }
  }
}
