import Diagnostics
import Store
import SystemPackage

/// What a module's folder holds that counts: filtered as version control sees it, and with what links lead to in the
/// place of the links, since the module is deployed without what is around it.
struct ModuleContents {
  /// What goes into the layer.
  ///
  /// No file is executable: only names and contents count, as in the hash.
  var deployed: Folder
  /// What the module's hash covers: as venvstacks hashes a module, folders behind links are left out.
  var hashed: Folder

  /// - Throws: `layer.dangling-link`, `layer.link-loop`, or what reading throws.
  static func read(
    _ path: FilePath, store: ContentStore, environment: [String: String]
  ) async throws -> ModuleContents {
    try await read(path, open: [], store: store, environment: environment)
  }

  /// - Parameter open: The folders that are being read, links resolved.
  private static func read(
    _ path: FilePath, open: [FilePath], store: ContentStore, environment: [String: String]
  ) async throws -> ModuleContents {
    let all = try store.capture(path, excluding: [".git", "__pycache__"])
    let folder = try await filtered(all, at: path, environment: environment).withoutExecuteBits
    var (contents, links) = (ModuleContents(deployed: folder, hashed: folder), [String]())
    folder.forEachEntry { name, entry in if case .symlink = entry { links.append(name) } }
    for name in links {
      let link = path.pushing(FilePath(name))
      contents.hashed.remove(at: name)
      guard let target = link.resolved, let home = link.removingLastComponent().resolved else {
        throw Diagnostic(
          "layer.dangling-link", "the link leads to '\(escaped(try link.linkTarget()))', which is not there",
          at: Place(link.string), hint: "remove the link, or put back what it leads to")
      }
      guard target.isFolder else {
        let file = Folder.Entry.file(try store.save(file: target), isExecutable: false)
        contents.deployed.insert(file, at: name)
        contents.hashed.insert(file, at: name)
        continue
      }
      guard !(open + [home]).contains(where: { $0.starts(with: target) }) else {
        throw Diagnostic(
          "layer.link-loop", "the link leads to '\(escaped(target.string))', which holds the link itself",
          at: Place(link.string), hint: "remove the link, or let it lead to a folder beside it")
      }
      let inner = try await read(target, open: open + [home], store: store, environment: environment)
      contents.deployed.insert(.folder(inner.deployed), at: name)
    }
    return contents
  }

  /// Without what `.gitignore` files exclude, when the folder lies in a work tree; names that start with `.git` never
  /// count.
  private static func filtered(
    _ folder: Folder, at path: FilePath, environment: [String: String]
  ) async throws -> Folder {
    var result = folder
    folder.forEachEntry { name, _ in
      if name.split(separator: "/").last?.hasPrefix(".git") == true { result.remove(at: name) }
    }
    for ignored in await IgnoredFiles(in: path, environment: environment)?.paths() ?? [] { result.remove(at: ignored) }
    try Task.checkCancellation()
    return result
  }
}

extension Folder {
  fileprivate var withoutExecuteBits: Folder {
    var result = self
    for (path, blob, isExecutable) in files where isExecutable {
      result.insert(.file(blob, isExecutable: false), at: path)
    }
    return result
  }
}
