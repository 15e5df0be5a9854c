import Glibc
import Store
package import SystemPackage

/// Writes a file so that the old or the whole new content is under its name, whatever happens.
///
/// The bytes go to a temporary file beside the target, which `finish()` syncs and renames; a sink that is dropped
/// without it leaves nothing.
package final class FileSink: ByteSink {
  private let target: FilePath
  private let temporary: FilePath
  private let file: FileDescriptor
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
  private var filled = 0
  private var isOpen = true

  package init(replacing target: FilePath, permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead])
    throws(ArchiveError)
  {
    let name = ".assay-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    (self.target, temporary) = (target, target.removingLastComponent().appending(name))
    do {
      file = try .open(
        temporary, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec], permissions: permissions)
    } catch { throw .unwritable(target.string, error as? Errno ?? .ioError) }
  }

  deinit {
    buffer.deallocate()
    if isOpen { abandon() }
  }

  package func write(_ block: UnsafeRawBufferPointer) throws(ArchiveError) {
    if filled + block.count > buffer.count { try flush() }
    guard block.count < buffer.count else { return try writeAll(block) }
    UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyMemory(from: block)
    filled += block.count
  }

  package func finish() throws(ArchiveError) {
    try flush()
    guard fsync(file.rawValue) == 0, rename(temporary.string, target.string) == 0 else {
      throw .unwritable(target.string, .current)
    }
    isOpen = false
    do { try file.close() } catch { throw .unwritable(target.string, error as? Errno ?? .ioError) }
    try syncFolder()
  }

  private func flush() throws(ArchiveError) {
    try writeAll(UnsafeRawBufferPointer(rebasing: buffer[..<filled]))
    filled = 0
  }

  private func writeAll(_ block: UnsafeRawBufferPointer) throws(ArchiveError) {
    do { _ = try file.writeAll(block) } catch { throw .unwritable(target.string, error as? Errno ?? .ioError) }
  }

  /// A rename lasts through a crash only once its folder is synced (fsync(2)).
  private func syncFolder() throws(ArchiveError) {
    let folder = target.removingLastComponent()
    let descriptor = open(folder.isEmpty ? "." : folder.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    guard descriptor >= 0, fsync(descriptor) == 0 else { throw .unwritable(target.string, .current) }
  }

  private func abandon() {
    try? file.close()  // The file is removed anyway.
    unlink(temporary.string)
  }
}
