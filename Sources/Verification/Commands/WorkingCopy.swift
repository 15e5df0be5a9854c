import Diagnostics
import Publishing
import Store
import SystemPackage

/// A copy of the files of a working tree that a command sees.
///
/// Every file gets the same time, so that no output can depend on when it was checked out.
struct WorkingCopy {
  /// The copy's root.
  let folder: FilePath
  /// Where the folder that was asked for lies below it; empty for the root itself.
  let subfolder: String
  let warnings: [Diagnostic]

  /// 1980-01-01, the first moment that a zip can hold; what `SOURCE_DATE_EPOCH` says, too.
  static let time: Int64 = 315_532_800

  /// - Parameters:
  ///   - folder: A folder of the working tree.
  ///   - target: Where the copy goes; made if it is not there.
  ///   - hasHistory: Whether the copy is a repository, too.
  /// - Throws: What keeps files from being copied, and `command.no-repository` without the history that is asked for.
  init(
    of folder: FilePath, at target: FilePath, hasHistory: Bool = false, environment: [String: String]
  ) async throws {
    let files = try await WorkTreeFiles(around: folder, environment: environment)
    subfolder = folder == files.root ? "" : folder.relative(to: files.root)
    try target.pushing(FilePath(subfolder)).createFolders()
    for name in try files.all() {
      try Self.copy(files.root.pushing(FilePath(name)), to: target.pushing(FilePath(name)))
    }
    self.folder = target
    warnings = try await files.warnings + (hasHistory ? Self.copyHistory(of: files, folder, to: target) : [])
  }

  private static func copyHistory(
    of files: WorkTreeFiles, _ folder: FilePath, to target: FilePath
  ) async throws -> [Diagnostic] {
    guard let repository = files.repository else {
      throw Diagnostic(
        "command.no-repository", "the command is to see git's history, but this is no git work tree",
        at: Place(shown(folder)), hint: "run it in a clone of the project, or take 'git = true' out of assay.toml")
    }
    return try await repository.copyHistory(to: target)
  }

  private static func copy(_ source: FilePath, to target: FilePath) throws(Diagnostic) {
    try target.removingLastComponent().createFolders()
    guard source.kind == .symlink else { return try source.copyContent(to: target, modified: time) }
    try target.createSymlink(to: try source.linkTarget())
  }
}
