import Diagnostics
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
    let contents = try await ModuleContents.read(path, store: store, environment: environment)
    return ModuleSource(
      name: name, stem: stem, content: .folder(contents.deployed), hash: Self.hash(folder: contents.hashed, name: name))
  }

  /// The hash of a module, with nothing kept of a single file.
  ///
  /// - Throws: What ``load(_:store:environment:)`` throws.
  package static func hash(
    _ path: FilePath, store: ContentStore, environment: [String: String]
  ) async throws -> String {
    guard let name = path.lastComponent?.string, path.exists, !path.isFolder else {
      return try await load(path, store: store, environment: environment).hash
    }
    return hash(file: name, ContentDigest(of: try path.readBytes()))
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
}
