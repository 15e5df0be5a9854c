import Glibc
package import SystemPackage

/// A file that is written so that the old or the whole new content is under its name, whatever happens.
///
/// The bytes go to a temporary file beside the target, which ``finish()`` syncs and renames; one that is dropped without
/// it leaves nothing. What is thrown is the system's error.
package final class AtomicFile {
  private let target: FilePath
  private let temporary: FilePath
  private let file: FileDescriptor
  private var isOpen = true

  package init(
    replacing target: FilePath, permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]
  ) throws(Errno) {
    let name = ".assay-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    (self.target, temporary) = (target, target.removingLastComponent().appending(name))
    do {
      file = try .open(
        temporary, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec], permissions: permissions)
    } catch { throw error as? Errno ?? .ioError }
  }

  deinit {
    guard isOpen else { return }
    try? file.close()  // The file is removed anyway.
    unlink(temporary.string)
  }

  package func write(_ bytes: UnsafeRawBufferPointer) throws(Errno) {
    do { _ = try file.writeAll(bytes) } catch { throw error as? Errno ?? .ioError }
  }

  /// Puts what was written in the place of the target.
  package func finish() throws(Errno) {
    guard fsync(file.rawValue) == 0, rename(temporary.string, target.string) == 0 else { throw .current }
    isOpen = false
    do { try file.close() } catch { throw error as? Errno ?? .ioError }
    try syncFolder()
  }

  /// A rename lasts through a crash only once its folder is synced (fsync(2)).
  private func syncFolder() throws(Errno) {
    let folder = target.removingLastComponent()
    let descriptor = open(folder.isEmpty ? "." : folder.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    guard descriptor >= 0, fsync(descriptor) == 0 else { throw .current }
  }
}
