import Archives
package import Diagnostics
package import Execution
package import Specs
package import Store
package import SystemPackage

/// Brings the sources of elements into the store, as trees.
package struct SourceTrees: Sendable {
  private let store: ContentStore
  private var fetcher: Fetcher
  /// What relative URLs start at.
  private let projectFolder: FilePath
  /// The content of local sources at the time when keys were computed.
  private var local: [FilePath: Folder] = [:]

  package init(store: ContentStore, fetcher: Fetcher, projectFolder: FilePath) {
    (self.store, self.fetcher, self.projectFolder) = (store, fetcher, projectFolder)
    self.fetcher.pin = .source
  }

  /// Reads all local sources of some elements, which are then built from what was read here.
  ///
  /// - Returns: The digests that keys see.
  /// - Throws: Every source that can't be read, at its place.
  package mutating func readLocal(
    of elements: some Sequence<ElementDeclaration>
  ) throws(DiagnosticList) -> [FilePath: ContentDigest] {
    var problems: [Diagnostic] = []
    for source in elements.lazy.flatMap(\.sources) {
      guard case .local(let path) = source.content, local[path] == nil else { continue }
      do throws(Diagnostic) { local[path] = try readLocal(path) } catch { problems.append(error.placed(at: source)) }
    }
    guard problems.isEmpty else { throw DiagnosticList(problems) }
    return local.mapValues(\.digest)
  }

  /// All sources of an element in one tree, later ones over earlier ones.
  package func tree(of sources: [SourceDeclaration]) async throws -> Folder {
    var result = Folder()
    for source in sources {
      do {
        var placed = Folder()
        let tree = try await tree(of: source)
        if source.folder.isEmpty { placed = tree } else { placed.insert(.folder(tree), at: source.folder) }
        result = result.merging(placed)
      } catch let problem as Diagnostic { throw problem.placed(at: source) }
    }
    return result
  }

  private func tree(of source: SourceDeclaration) async throws -> Folder {
    switch source.content {
    case .local(let path): return try local[path] ?? readLocal(path)
    case .tar(let url, let sha256, let baseFolder):
      return try unpacked(try await fetch(url, sha256), name: url.written, baseFolder: baseFolder)
    case .remote(let url, let sha256, let fileName, let isExecutable):
      var folder = Folder()
      folder.insert(.file(try await fetch(url, sha256), isExecutable: isExecutable), at: fileName)
      return folder
    }
  }

  /// A file stands in a tree of its own.
  private func readLocal(_ path: FilePath) throws(Diagnostic) -> Folder {
    var folder = Folder()
    let name = path.lastComponent?.string ?? ""
    switch path.kind {
    case .folder?:
      folder = try store.capture(path)
      _ = try store.save(folder)
    case .file?: folder.insert(.file(try store.save(file: path), isExecutable: path.isExecutableFile), at: name)
    case .symlink?: folder.insert(.symlink(target: try path.linkTarget()), at: name)
    case .other?, nil:
      throw Diagnostic(
        "source.missing", "'\(escaped(path.relative(to: projectFolder)))' is no file or folder",
        hint: "correct the source's 'path'")
    }
    return folder
  }

  private func fetch(_ url: SourceURL, _ sha256: String?) async throws -> Blob {
    guard let digest = sha256.flatMap({ ContentDigest(hex: $0) }) else {
      throw Diagnostic(
        "source.no-reference", "'\(escaped(url.written))' has no sha256 as its 'ref'",
        hint: "add the 64 hexadecimal digits that sha256sum gives")
    }
    if let size = store.size(of: digest) {
      store.path(of: digest).markUsed()
      return Blob(digest: digest, size: size)
    }
    guard url.resolved.contains("://") else {
      let file = projectFolder.pushing(FilePath(url.resolved)).lexicallyNormalized()
      return try fetcher.fetch(file: file, expecting: digest, name: url.written)
    }
    return try await fetcher.fetch(url: url.resolved, expecting: digest, name: url.written)
  }

  private func unpacked(_ archive: Blob, name: String, baseFolder: String) throws -> Folder {
    let key = ContentDigest(of: "assay.source/1 \(archive.digest) \(baseFolder)")
    if let known = store.record(key)?["tree"].flatMap({ ContentDigest(hex: $0) }),
      let tree = try? store.folder(known)  // What is gone from the store is unpacked again.
    {
      return tree
    }
    let unpacking = ArchiveUnpacking(
      store: store, linksMayLeave: true, hint: "pack it again with relative names, and files, folders and links only")
    let whole = try unpacking.tree(of: store.path(of: archive.digest), name: name)
    guard let tree = baseFolder.isEmpty ? whole : whole.firstFolder(matching: PathGlob(baseFolder)) else {
      throw Diagnostic(
        "source.no-base-folder", "'\(escaped(name))' holds no folder '\(escaped(baseFolder))'",
        hint: "correct 'base-dir'; '' is the archive's root")
    }
    try store.saveRecord(["tree": try store.save(tree).hex], for: key)
    return tree
  }
}

extension Folder {
  /// The first folder whose path fits, in the order of paths.
  fileprivate func firstFolder(matching glob: PathGlob) -> Folder? {
    var result: Folder?
    forEachEntry { path, entry in
      if result == nil, case .folder(let folder) = entry, glob.matches("/" + path) { result = folder }
    }
    return result
  }
}

extension Diagnostic {
  /// The same at the place of the source, unless a place is known.
  fileprivate func placed(at source: SourceDeclaration) -> Diagnostic {
    var problem = self
    problem.place = place ?? source.place
    return problem
  }
}
