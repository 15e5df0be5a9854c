package import Archives
import Diagnostics
package import Store
import SystemPackage

/// A tree that has been archived.
package struct PublishedTree: Sendable {
  /// The compressed archive, in the store.
  package var archive: Blob
  /// The tree as a tar without compression: what is inside the archive, or would be if the archive is a zip.
  package var plain: Blob
}

/// Archives a tree by a pure function: same tree, name, time and compression, same bytes.
///
/// The tar of a tree and the compressed form of a tar are both remembered, so that nothing is compressed twice.
package struct TreePublisher: Sendable {
  private let store: ContentStore
  private let form: ArchiveForm
  private let threads: Int

  /// - Parameter threads: For compressors that can use several; the bytes don't depend on it.
  package init(store: ContentStore, form: ArchiveForm, threads: Int = 2) {
    (self.store, self.form, self.threads) = (store, form, threads)
  }

  /// The tree's archive, which is in the store afterwards.
  ///
  /// - Parameters:
  ///   - name: The folder that holds all members; empty for none.
  ///   - modified: The time of all members, in seconds since 1970.
  package func publish(_ tree: Folder, under name: String, modified: Int64) throws -> PublishedTree {
    do {
      let members = Self.members(of: tree, under: name, modified: Timestamp(seconds: modified))
      let scratch = try ScratchFolder(in: store)
      let file = scratch.path.appending("tree.tar")
      let key = ContentDigest(of: "assay.tar/1 \(tree.digest) \(modified) \(name)")
      let plain = try tar(of: members, key: key, at: file)
      if let archive = compressed(plain) { return PublishedTree(archive: archive, plain: plain) }
      let result = scratch.path.appending("tree.archive")
      switch form {
      case .zip:
        try writeZip(of: ZipMembers.members(of: tree, under: name, modified: Timestamp(seconds: modified)), at: result)
      case .tar(let compression):
        if file.kind == nil { _ = try writeTar(of: members, at: file) }
        try compress(file, by: compression, to: result)
      }
      let archive = try store.save(file: result)
      try store.saveRecord(["blob": archive.digest.hex, "size": String(archive.size)], for: compressionKey(plain))
      return PublishedTree(archive: archive, plain: plain)
    } catch let error as ArchiveError {
      throw Diagnostic(reporting: error)
    }
  }

  /// A member of an archive with its content, if it has any.
  package typealias Member = (header: MemberHeader, content: Blob?)

  /// The members of a tree's archive: its folder first, then what it holds, names in byte order.
  package static func members(
    of tree: Folder, under name: String, modified: Timestamp
  ) -> [Member] {
    var members = name.isEmpty ? [] : [member(.folder(tree), name, modified)]
    let prefix = name.isEmpty ? "" : name + "/"
    tree.forEachEntry { path, entry in members.append(member(entry, prefix + path, modified)) }
    return members
  }

  /// One member of an archive: what stands at a path of the tree.
  static func member(
    _ entry: Folder.Entry, _ name: String, _ modified: Timestamp
  ) -> Member {
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
  private func tar(of members: [Member], key: ContentDigest, at file: FilePath) throws -> Blob {
    if let known = blob(store.record(key)) { return known }
    let plain = try writeTar(of: members, at: file)
    try store.saveRecord(["blob": plain.digest.hex, "size": String(plain.size)], for: key)
    return plain
  }

  private func writeTar(of members: [Member], at file: FilePath) throws -> Blob {
    let sink = HashingSink(to: try FileSink(replacing: file))
    var writer = TarWriter(to: sink)
    for (header, content) in members {
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

  private func writeZip(of members: [Member], at file: FilePath) throws {
    var writer = ZipWriter(to: try FileSink(replacing: file))
    for (header, content) in members {
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
