import Store
package import SystemPackage

/// Writes a file so that the old or the whole new content is under its name, whatever happens; a sink that is dropped
/// without `finish()` leaves nothing.
package final class FileSink: ByteSink {
  private let target: FilePath
  private let file: AtomicFile
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
  private var filled = 0

  package init(replacing target: FilePath) throws(ArchiveError) {
    self.target = target
    do throws(Errno) { file = try AtomicFile(replacing: target) } catch {
      throw .unwritable(target.string, error)
    }
  }

  deinit { buffer.deallocate() }

  package func write(_ block: UnsafeRawBufferPointer) throws(ArchiveError) {
    if filled + block.count > buffer.count { try flush() }
    guard block.count < buffer.count else { return try writeAll(block) }
    UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyMemory(from: block)
    filled += block.count
  }

  package func finish() throws(ArchiveError) {
    try flush()
    do throws(Errno) { try file.finish() } catch { throw .unwritable(target.string, error) }
  }

  private func flush() throws(ArchiveError) {
    try writeAll(UnsafeRawBufferPointer(rebasing: buffer[..<filled]))
    filled = 0
  }

  private func writeAll(_ block: UnsafeRawBufferPointer) throws(ArchiveError) {
    do throws(Errno) { try file.write(block) } catch { throw .unwritable(target.string, error) }
  }
}
