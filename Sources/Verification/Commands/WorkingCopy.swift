import Diagnostics
import Execution
import Publishing
import Store
import SystemPackage

/// A copy of a working tree: the files that git tracks, and those beside them that it does not ignore; all files where
/// there is no git.
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
  init(of folder: FilePath, at target: FilePath, environment: [String: String]) async throws {
    let listing = try await Listing(of: folder, environment: environment)
    (self.folder, warnings) = (target, listing.warnings)
    subfolder = folder == listing.root ? "" : folder.relative(to: listing.root)
    try target.pushing(FilePath(subfolder)).createFolders()
    for name in listing.names {
      try Self.copy(listing.root.pushing(FilePath(name)), to: target.pushing(FilePath(name)))
    }
  }

  private static func copy(_ source: FilePath, to target: FilePath) throws(Diagnostic) {
    switch source.kind {
    case .file?:
      try target.removingLastComponent().createFolders()
      try source.copyContent(to: target, modified: time)
    case .symlink?:
      try target.removingLastComponent().createFolders()
      try target.createSymlink(to: try source.linkTarget())
    case .folder?:  // A work tree inside this one, which git lists as one name.
      try target.createFolders()
      for name in try source.names() where name != ".git" {
        try copy(source.appending(name), to: target.appending(name))
      }
    case .other?, nil: return  // Tracked, but not there; or no content that could be copied.
    }
  }
}

/// The files of a working tree by name below its root.
private struct Listing {
  var root: FilePath
  var names: [String]
  var warnings: [Diagnostic] = []

  init(of folder: FilePath, environment: [String: String]) async throws {
    guard let git = findProgram("git", environment: environment),
      let top = try await Self.run(git, ["rev-parse", "--show-toplevel"], in: folder, environment)
    else {
      root = folder
      names = try folder.names().filter { $0 != ".git" }
      warnings = [
        Diagnostic(
          "command.no-git", "this is no git work tree, so every file beside assay.toml is copied",
          at: Place(shown(folder)), hint: "run 'git init', so that what git ignores is left out",
          severity: .warning)
      ]
      return
    }
    root = FilePath(String(top.split(separator: "\n").first ?? ""))
    guard
      let list = try await Self.run(
        git, ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"], in: root, environment)
    else {
      throw Diagnostic(
        "command.git-failed", "git could not list the files of the working tree", at: Place(shown(root)),
        hint: "see what 'git ls-files' says")
    }
    names = list.split(separator: "\0").map(String.init)
  }

  /// What git wrote; nil when it failed.
  private static func run(
    _ git: FilePath, _ arguments: [String], in folder: FilePath, _ environment: [String: String]
  ) async throws -> String? {
    let variables = environment.filter { ["PATH", "HOME", "XDG_CONFIG_HOME"].contains($0.key) }
    // A work tree of another owner is only read here.
    let outcome = try await runCommand(
      git, ["-c", "safe.directory=*"] + arguments, in: folder, variables: variables, timeout: 60)
    return outcome.succeeded ? outcome.standardOutput : nil
  }
}
