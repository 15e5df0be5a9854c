package import Archives
import Diagnostics
package import PythonLayers
package import Store
import SystemPackage

/// A layer that has been archived.
package struct PublishedLayer: Sendable {
  /// What was archived.
  package var layer: LockedLayer
  /// The compressed archive, in the store.
  package var archive: Blob
  /// The layer as a tar without compression: what is inside the archive, or would be if the archive is a zip.
  package var plain: Blob
}

/// Archives a layer's tree by a pure function: same tree, name, time and compression, same bytes.
///
/// The tar of a tree and the compressed form of a tar are both remembered, so that nothing is compressed twice.
package struct LayerPublisher: Sendable {
  private let store: ContentStore
  private let form: ArchiveForm
  private let threads: Int

  /// - Parameter threads: For compressors that can use several; the bytes don't depend on it.
  package init(store: ContentStore, form: ArchiveForm, threads: Int = 2) {
    (self.store, self.form, self.threads) = (store, form, threads)
  }

  /// The layer's archive, which is in the store afterwards.
  package func publish(_ layer: LockedLayer, tree: Folder) throws -> PublishedLayer {
    do {
      let scratch = try ScratchFolder(in: store)
      let file = scratch.path.appending("layer.tar")
      let plain = try tar(of: tree, layer, at: file)
      if let archive = compressed(plain) { return PublishedLayer(layer: layer, archive: archive, plain: plain) }
      let result = scratch.path.appending("layer.archive")
      switch form {
      case .zip: try writeZip(of: tree, layer, at: result)
      case .tar(let compression):
        if file.kind == nil { _ = try writeTar(of: tree, layer, at: file) }
        try compress(file, by: compression, to: result)
      }
      let archive = try store.save(file: result)
      try store.saveRecord(["blob": archive.digest.hex, "size": String(archive.size)], for: compressionKey(plain))
      return PublishedLayer(layer: layer, archive: archive, plain: plain)
    } catch let error as ArchiveError {
      throw Diagnostic(reporting: error)
    }
  }

  /// The members of a layer's archive: its folder first, then what it holds, names in byte order.
  package static func members(
    of tree: Folder, under name: String, modified: Timestamp
  ) -> [(header: MemberHeader, content: Blob?)] {
    var members = [member(.folder(tree), name, modified)]
    tree.forEachEntry { path, entry in members.append(member(entry, "\(name)/\(path)", modified)) }
    return members
  }

  /// One member of an archive: what stands at a path of the tree.
  static func member(
    _ entry: Folder.Entry, _ name: String, _ modified: Timestamp
  ) -> (header: MemberHeader, content: Blob?) {
    switch entry {
    case .folder: return (NormalForm.header(name, .directory, mode: 0o755, modified: modified), nil)
    case .file(let blob, let isExecutable):
      let mode: UInt32 = isExecutable ? 0o755 : 0o644
      return (NormalForm.header(name, .file, mode: mode, modified: modified, size: blob.size), blob)
    case .symlink(let target):
      return (NormalForm.header(name, .symlink, mode: 0o777, modified: modified, linkTarget: target), nil)
    }
  }

  /// The tar's digest and size, looked up or found by writing it to `file`.
  private func tar(of tree: Folder, _ layer: LockedLayer, at file: FilePath) throws -> Blob {
    let key = ContentDigest(of: "assay.tar/1 \(tree.digest) \(layer.lockedAt.seconds) \(layer.installTarget)")
    if let known = blob(store.record(key)) { return known }
    let plain = try writeTar(of: tree, layer, at: file)
    try store.saveRecord(["blob": plain.digest.hex, "size": String(plain.size)], for: key)
    return plain
  }

  private func writeTar(of tree: Folder, _ layer: LockedLayer, at file: FilePath) throws -> Blob {
    let sink = HashingSink(to: try FileSink(replacing: file))
    var writer = TarWriter(to: sink)
    let modified = Timestamp(seconds: layer.lockedAt.seconds)
    for (header, content) in Self.members(of: tree, under: layer.installTarget, modified: modified) {
      try writer.begin(header)
      if let content { try forEachBlock(of: store.path(of: content.digest)) { try writer.write($0) } }
    }
    try writer.finish()
    guard let blob = sink.blob else { throw Diagnostic("publish.unfinished", "the archive was not finished") }
    return blob
  }

  private func compressed(_ plain: Blob) -> Blob? {
    guard let known = blob(store.record(compressionKey(plain))), store.contains(known.digest) else { return nil }
    return known
  }

  private func writeZip(of tree: Folder, _ layer: LockedLayer, at file: FilePath) throws {
    var writer = ZipWriter(to: try FileSink(replacing: file))
    let modified = Timestamp(seconds: layer.lockedAt.seconds)
    for (header, content) in ZipMembers.members(of: tree, under: layer.installTarget, modified: modified) {
      if let target = header.linkTarget {
        try writer.add(header, content: target)
        continue
      }
      try writer.begin(header)
      if let content { try forEachBlock(of: store.path(of: content.digest)) { try writer.write($0) } }
    }
    try writer.finish()
  }

  private func compress(_ file: FilePath, by compression: Compression, to result: FilePath) throws {
    let sink = try compression.makeSink(to: FileSink(replacing: result), threads: threads)
    try forEachBlock(of: file) { try sink.write($0) }
    try sink.finish()
  }

  private func compressionKey(_ plain: Blob) -> ContentDigest {
    ContentDigest(of: "assay.compressed/1 \(plain.digest) \(form.key)")
  }

  private func blob(_ record: [String: String]?) -> Blob? {
    guard let digest = record?["blob"].flatMap({ ContentDigest(hex: $0) }),
      let size = record?["size"].flatMap({ Int64($0) })
    else { return nil }
    return Blob(digest: digest, size: size)
  }
}
