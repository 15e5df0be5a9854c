import Diagnostics
import Execution
package import Store
package import SystemPackage

/// A launch or support module of an application: one file, or a package folder filtered as version control sees it.
package struct ModuleSource: Sendable {
  /// The file's or folder's name.
  package var name: String
  /// The import name: the name without its suffix.
  package var stem: String
  package var content: Folder.Entry
  /// venvstacks' hash of the module, `sha256:HEX` for a file and `sha256/HEX` for a folder.
  package var hash: String

  /// Reads a module into the store.
  package static func load(
    _ path: FilePath, store: ContentStore, environment: [String: String]
  ) async throws -> ModuleSource {
    guard let name = path.lastComponent?.string, let path = path.resolved else {
      throw Diagnostic(
        "layer.no-module", "the module does not exist", at: Place(path.string),
        hint: "make it, or correct its path in the spec")
    }
    let stem = FilePath(name).stem ?? name
    if !path.isFolder {
      let blob = try store.save(file: path)
      // Only the content counts, as its hash does: Python imports a file whatever its mode is.
      let content = Folder.Entry.file(blob, isExecutable: false)
      return ModuleSource(name: name, stem: stem, content: content, hash: Self.hash(file: name, blob.digest))
    }
    let all = try followingLinks(of: store.capture(path, excluding: [".git", "__pycache__"]), at: path, store: store)
    let folder = try await filtered(all, at: path, environment: environment)
    return ModuleSource(name: name, stem: stem, content: .folder(folder), hash: Self.hash(folder: folder, name: name))
  }

  /// With the files that links lead to in place of the links: the module is deployed without what is around it.
  private static func followingLinks(
    of folder: Folder, at path: FilePath, store: ContentStore
  ) throws(Diagnostic) -> Folder {
    var result = folder
    var links: [String] = []
    folder.forEachEntry { name, entry in if case .symlink = entry { links.append(name) } }
    for name in links {
      guard let target = path.pushing(FilePath(name)).resolved, target.kind == .file else { continue }
      result.insert(.file(try store.save(file: target), isExecutable: target.isExecutableFile), at: name)
    }
    return result
  }

  /// Over the name and the text of the content's hash.
  static func hash(file name: String, _ digest: ContentDigest) -> String {
    "sha256:" + ContentDigest(of: name + "sha256:" + digest.hex).hex
  }

  /// Over the folder's name, each file's name and hash, then the subfolders, names sorted.
  static func hash(folder: Folder, name: String) -> String {
    "sha256/" + ContentDigest(of: pieces(of: folder, name: name).joined()).hex
  }

  private static func pieces(of folder: Folder, name: String) -> [String] {
    var (files, folders) = ([name], [String]())
    for child in folder.names {
      switch folder.entries[child] {
      case .file(let blob, _)?: files += [child, "sha256:" + blob.digest.hex]
      case .folder(let inner)?: folders += pieces(of: inner, name: child)
      case .symlink?, nil: continue
      }
    }
    return files + folders
  }

  /// Without what `.gitignore` files exclude, also where it was committed all the same, when the folder lies in a work
  /// tree; names that start with `.git` never count.
  ///
  /// What the user's own configuration ignores is kept: it would give other hashes on other machines.
  private static func filtered(
    _ folder: Folder, at path: FilePath, environment: [String: String]
  ) async throws -> Folder {
    var result = folder
    folder.forEachEntry { name, _ in
      if name.split(separator: "/").last?.hasPrefix(".git") == true { result.remove(at: name) }
    }
    guard let git = findProgram("git", environment: environment),
      let listing = try? await runCommand(
        git,
        [
          // A work tree of another owner is only read here.
          "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--ignored",
          "--exclude-per-directory=.gitignore",
          "--directory", "--", ".",
        ], in: path,
        variables: ["PATH": environment["PATH"] ?? "", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null"],
        timeout: 60),
      listing.succeeded
    else { return result }
    for ignored in listing.standardOutput.split(separator: "\0") { result.remove(at: String(ignored)) }
    return result
  }
}
