package import Diagnostics
import Glibc
package import SystemPackage

/// A tree on the disk that commands read but must never be able to write to: its files are the store's own.
///
/// Whoever runs a command on it mounts it read-only. It is kept under its digest for the next command, and locked
/// (`flock`) while somebody has it, so that nobody cleans it away.
package final class StagedTree: Sendable {
  package let path: FilePath
  private let lock: CInt

  /// Nil when no such tree is there.
  fileprivate init?(at path: FilePath) {
    let descriptor = open(path.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    // It may have been taken away between the two calls.
    guard flock(descriptor, LOCK_SH | LOCK_NB) == 0, isOpened(path, as: descriptor) else {
      close(descriptor)
      return nil
    }
    (self.path, lock) = (path, descriptor)
  }

  deinit { close(lock) }
}

extension ContentStore {
  /// How many staged trees are kept; those that were not used for the longest time go first.
  static let stagedTreeLimit = 32

  /// Puts a tree on the disk without copying: files 0644 or 0755, everything with the staged time.
  ///
  /// - Throws: `store.missing` or `store.damaged` when content is not there or cut off.
  package func stage(_ folder: Folder) throws(Diagnostic) -> StagedTree {
    let path = stagedFolder.appending(folder.digest.hex)
    if let known = StagedTree(at: path) {
      path.markUsed()
      return known
    }
    try dropStagedTrees(keeping: Self.stagedTreeLimit - 1)
    let scratch = try ScratchFolder(in: self)
    let fresh = scratch.path.appending("tree")
    try makeExecutables(of: folder, in: scratch)
    try write(folder, to: fresh, isStaged: true) { (blob, isExecutable, target) throws(Diagnostic) in
      try link(blob, isExecutable: isExecutable, to: target)
    }
    try stagedFolder.createFolders()
    // When another process was quicker, its tree is as good.
    _ = rename(fresh.string, path.string)
    guard let staged = StagedTree(at: path) else { throw diskProblem("write", path, Errno.current) }
    return staged
  }

  /// Takes staged trees away that nobody uses, but for the `count` used last.
  func dropStagedTrees(keeping count: Int) throws(Diagnostic) {
    let all = stagedTrees.map { (path: $0, lastUse: $0.lastUse ?? 0) }.sorted { $0.lastUse > $1.lastUse }
    for tree in all.dropFirst(count) { try drop(tree.path) }
  }

  var stagedFolder: FilePath { root.appending("staged") }

  /// Where staged trees lie.
  var stagedTrees: [FilePath] {
    ((try? stagedFolder.names()) ?? []).map { stagedFolder.appending($0) }  // No list, nothing staged.
  }

  private func drop(_ tree: FilePath) throws(Diagnostic) {
    let descriptor = open(tree.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }  // Another process has taken it away.
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return }  // In use.
    let scratch = try ScratchFolder(in: self)
    // Half a tree is never to be seen under its name; if it is gone, that is fine.
    _ = rename(tree.string, scratch.path.appending("tree").string)
  }
}

/// Whether a path still leads to what was opened.
private func isOpened(_ path: FilePath, as descriptor: CInt) -> Bool {
  var opened = stat()
  guard fstat(descriptor, &opened) == 0, let here = status(of: path, followingLinks: false) else { return false }
  return opened.st_ino == here.st_ino && opened.st_dev == here.st_dev
}
