package import Diagnostics
import Glibc
package import SystemPackage

/// Content by its digest, in a folder that several processes may share.
///
/// Layout: `cas/ab/cdef…` (blobs and tree messages by SHA-256, read-only), `actions/ab/cdef…` (records), `staged/` and
/// `executables/` (made from blobs, see ``StagedTree``), `scratch/` (work in progress). Every write goes to a temporary
/// name, is flushed and then renamed, so a name in the store is always whole.
package struct ContentStore: Sendable {
  package let root: FilePath
  let lease: StoreLease

  /// Opens the store in a folder, which is made if it is not there; waits while another process cleans it up.
  package init(at root: FilePath) throws(Diagnostic) {
    self.root = root.absolute
    try self.root.appending("cas").createFolders()
    lease = try StoreLease(of: self.root)
  }

  /// `$ASSAY_CACHE`, else `$XDG_CACHE_HOME/assay`, else `~/.cache/assay`.
  package static func defaultRoot(environment: [String: String]) -> FilePath {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    if let cache = value("ASSAY_CACHE") { return FilePath(cache) }
    if let cache = value("XDG_CACHE_HOME") { return FilePath(cache).appending("assay") }
    return FilePath(value("HOME") ?? "/tmp").appending(".cache/assay")
  }

  /// Where content lies or would lie.
  package func path(of digest: ContentDigest) -> FilePath { path(of: digest, in: "cas") }

  func path(of digest: ContentDigest, in folder: String) -> FilePath {
    let hex = digest.hex
    return root.appending(folder).appending(String(hex.prefix(2))).appending(String(hex.dropFirst(2)))
  }

  package func contains(_ digest: ContentDigest) -> Bool { path(of: digest).kind == .file }

  /// The size in bytes of stored content; nil when the store lacks it.
  package func size(of digest: ContentDigest) -> Int64? { path(of: digest).fileSize }

  /// The content, checked against its name: what does not fit is thrown away and reported.
  package func read(_ digest: ContentDigest) throws(Diagnostic) -> [UInt8] {
    guard contains(digest) else { throw missing(digest) }
    let bytes = try path(of: digest).readBytes()
    guard ContentDigest(of: bytes) == digest else {
      unlink(path(of: digest).string)
      throw damaged(digest)
    }
    return bytes
  }

  func missing(_ digest: ContentDigest) -> Diagnostic {
    Diagnostic("store.missing", "the store lacks \(digest)", hint: "run the command again")
  }

  func damaged(_ digest: ContentDigest, at place: FilePath? = nil) -> Diagnostic {
    Diagnostic(
      "store.damaged", "the file does not hold what its name says; it was removed",
      at: Place((place ?? path(of: digest)).string),
      hint: "run the command again, and check the disk")
  }

  /// Keeps bytes and gives their name.
  @discardableResult package func save(_ bytes: [UInt8]) throws(Diagnostic) -> Blob {
    let blob = Blob(of: bytes)
    if !contains(blob.digest) { try path(of: blob.digest).write(bytes, permissions: 0o444) }
    return blob
  }

  /// Keeps a folder: one message for each level, named by its digest.
  @discardableResult package func save(_ folder: Folder) throws(Diagnostic) -> ContentDigest {
    // What a level names is there before it.
    for name in folder.entries.names {
      if case .folder(let child)? = folder.entries[name] { try save(child) }
    }
    if !contains(folder.digest) { try path(of: folder.digest).write(folder.treeBytes, permissions: 0o444) }
    return folder.digest
  }

  /// The folder whose top level has this digest; throws when a level is missing or damaged.
  package func folder(_ digest: ContentDigest) throws(Diagnostic) -> Folder { try folder(digest, depth: 0) }

  private func folder(_ digest: ContentDigest, depth: Int) throws(Diagnostic) -> Folder {
    guard depth < 512 else {
      throw Diagnostic(
        "store.deep-tree", "a stored tree has more than 512 levels", hint: "run the command again, and check the disk")
    }
    let bytes = try read(digest)
    let level = try TreeBytes.decode(bytes)
    var folder = Folder()
    for file in level.files { folder.insert(.file(file.blob, isExecutable: file.isExecutable), at: file.name) }
    for link in level.symlinks { folder.insert(.symlink(target: link.target), at: link.name) }
    for child in level.folders {
      let inner = try self.folder(child.blob.digest, depth: depth + 1)
      guard inner.blob == child.blob else { throw .damagedTree }
      folder.insert(.folder(inner), at: child.name)
    }
    folder.knownBlob.note(Blob(digest: digest, size: Int64(bytes.count)))
    return folder
  }
}
