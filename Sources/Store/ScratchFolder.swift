package import Diagnostics
import Glibc
import Synchronization
package import SystemPackage

/// A folder for work in progress, removed when the value goes, when the process is interrupted, or by the
/// next process if this one is killed.
///
/// The folder is locked (`flock`) while its owner lives; one that nobody has locked is left-over and may be removed.
package final class ScratchFolder: Sendable {
  package let path: FilePath
  private let lock: CInt

  /// Makes a folder below a store.
  package convenience init(in store: ContentStore) throws(Diagnostic) {
    try self.init(in: store.root.appending("scratch"))
  }

  /// Makes a folder in `parent`, on the same file system as what it will replace there.
  package init(in parent: FilePath) throws(Diagnostic) {
    try parent.createFolders()
    ScratchFolder.sweep(parent)
    (path, lock) = try Self.create(in: parent)
    ScratchFolder.living.withLock { _ = $0.insert(path.string) }
  }

  deinit {
    try? path.removeAll()  // What can't be removed now is swept by the next process.
    close(lock)
    ScratchFolder.living.withLock { _ = $0.remove(path.string) }
  }

  /// Removes all scratch folders of this process; for the moment before it ends early.
  package static func removeAll() {
    for path in living.withLock({ $0 }) { try? FilePath(path).removeAll() }  // As in deinit.
  }

  private static let living = Mutex<Set<String>>([])
  private static let prefix = ".assay-scratch-"

  private static func create(in parent: FilePath) throws(Diagnostic) -> (FilePath, CInt) {
    while true {
      let path = parent.appending("\(prefix)\(getpid())-\(UInt32.random(in: 0 ... .max))")
      guard mkdir(path.string, 0o700) == 0 else { throw diskProblem("write", parent, Errno.current) }
      chmod(path.string, 0o700)  // Whatever the umask; if the folder is gone, it shows below.
      let descriptor = open(path.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      // A sweeping process may have taken the folder between the two calls: then try again.
      if descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0, path.kind == .folder { return (path, descriptor) }
      if descriptor < 0, errno != ENOENT { throw diskProblem("open the folder", path, Errno.current) }
      if descriptor >= 0 { close(descriptor) }
    }
  }

  private static func sweep(_ parent: FilePath) {
    for name in (try? parent.names()) ?? [] where name.hasPrefix(prefix) {  // No list, nothing to sweep.
      let path = parent.appending(name)
      let descriptor = open(path.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { try? path.removeAll() }  // Another process may be quicker.
      close(descriptor)
    }
  }
}
