package import Diagnostics
import Glibc
package import SystemPackage

/// Bytes that have to wait, in one temporary file without a name, which is made when it is first needed.
///
/// One thread writes; any thread may read what was written before.
package final class SpillFile: @unchecked Sendable {
  private var file: FileDescriptor?
  /// How much was written, in bytes.
  package private(set) var size: Int64 = 0

  package init() {}

  deinit { try? file?.close() }  // Nobody will read it.

  /// Writes behind what is there.
  ///
  /// - Throws: `disk.…` when there is no room.
  package func append(_ bytes: UnsafeRawBufferPointer) throws(Diagnostic) {
    let file = try opened()
    do { try file.writeAll(toAbsoluteOffset: size, bytes) } catch {
      throw diskProblem("write a temporary file in", Self.folder, error)
    }
    size += Int64(bytes.count)
  }

  /// Reads up to the buffer's size from `offset` on; less only at the end.
  package func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
    guard let file else { return 0 }
    do { return try file.read(fromAbsoluteOffset: offset, into: buffer) } catch { throw error as? Errno ?? .ioError }
  }

  private func opened() throws(Diagnostic) -> FileDescriptor {
    if let file { return file }
    let path = Self.folder.appending(".assay-\(getpid())-\(UInt32.random(in: 0 ... .max))")
    do {
      let file = try FileDescriptor.open(
        path, .readWrite, options: [.create, .exclusiveCreate, .closeOnExec], permissions: [.ownerReadWrite])
      unlink(path.string)
      self.file = file
      return file
    } catch { throw diskProblem("make a temporary file in", Self.folder, error) }
  }

  private static var folder: FilePath {
    if let path = getenv("TMPDIR"), path.pointee != 0 { return FilePath(platformString: path) }
    // What has to wait may be large, and /tmp is often kept in memory.
    return FilePath("/var/tmp").isFolder ? "/var/tmp" : "/tmp"
  }
}
