package import Diagnostics
import Glibc
package import SystemPackage

extension ContentStore {
  /// Keeps a file's content by streaming it and gives its name.
  package func save(file: FilePath) throws(Diagnostic) -> Blob {
    let batch = Batch(store: self)
    let blob = try batch.add(file)
    try batch.commit()
    return blob
  }

  /// Keeps all content of a folder on the disk and gives it as a tree.
  ///
  /// Of the permissions only the owner's execute bit counts. Sockets, pipes and devices are refused.
  /// Names in `excluded` are left out at every level.
  package func capture(_ folder: FilePath, excluding excluded: Set<String> = []) throws(Diagnostic) -> Folder {
    let batch = Batch(store: self)
    let result = try capture(folder, into: batch, excluding: excluded)
    try batch.commit()
    return result
  }

  private func capture(
    _ path: FilePath, into batch: Batch, excluding excluded: Set<String>
  ) throws(Diagnostic) -> Folder {
    var folder = Folder()
    for name in try path.names() where !excluded.contains(name) {
      let child = path.appending(name)
      switch child.kind {
      case .file?: folder.insert(.file(try batch.add(child), isExecutable: child.ownerMayExecute), at: name)
      case .symlink?: folder.insert(.symlink(target: try child.linkTarget()), at: name)
      case .folder?: folder.insert(.folder(try capture(child, into: batch, excluding: excluded)), at: name)
      case .other?, nil:
        throw Diagnostic(
          "store.special-file", "only files, folders and links can be kept", at: Place(child.string),
          hint: "remove it")
      }
    }
    return folder
  }
}

/// Files on their way into the store: copied under temporary names, flushed together, then renamed.
///
/// One flush of the file system for the batch instead of one for each file: a layer has thousands.
private final class Batch {
  private let store: ContentStore
  private var pending: [(temporary: FilePath, digest: ContentDigest)] = []
  private var seen: Set<ContentDigest> = []

  init(store: ContentStore) { self.store = store }

  deinit { for item in pending { unlink(item.temporary.string) } }

  func add(_ file: FilePath) throws(Diagnostic) -> Blob {
    let blob = try hash(file)
    guard !seen.contains(blob.digest), !store.contains(blob.digest) else { return blob }
    let target = store.path(of: blob.digest)
    try target.removingLastComponent().createFolders()
    let temporary = target.removingLastComponent().appending(".new-\(getpid())-\(UInt64.random(in: 0 ... .max))")
    let copied = try copy(file, to: temporary)
    guard copied == blob else {
      throw Diagnostic(
        "store.changing-file", "the file changed while it was read", at: Place(file.string),
        hint: "run the command again when nothing else writes there")
    }
    seen.insert(blob.digest)
    return blob
  }

  func commit() throws(Diagnostic) {
    guard let first = pending.first else { return }
    try first.temporary.removingLastComponent().flushDisk()
    while let item = pending.last {
      guard rename(item.temporary.string, store.path(of: item.digest).string) == 0 else {
        throw diskProblem("write", store.root, Errno.current)
      }
      pending.removeLast()
    }
  }

  private func hash(_ file: FilePath) throws(Diagnostic) -> Blob { try stream(file) { _ in } }

  private func copy(_ file: FilePath, to temporary: FilePath) throws(Diagnostic) -> Blob {
    do {
      let target = try FileDescriptor.open(
        temporary, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: [.ownerRead, .groupRead, .otherRead])
      let blob = try target.closeAfter {
        try stream(file) { bytes in
          // Else it would read as if the other file were to blame.
          do { try target.writeAll(bytes) } catch { throw diskProblem("write", store.root, error) }
        }
      }
      pending.append((temporary, blob.digest))
      return blob
    } catch {
      unlink(temporary.string)
      throw diskProblem("write", store.root, error)
    }
  }

  private func stream(
    _ path: FilePath, _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws(Diagnostic) -> Blob {
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .noFollow])
      return try file.closeAfter { try Blob(ofFile: file, body) }
    } catch { throw diskProblem("read", path, error) }
  }
}
