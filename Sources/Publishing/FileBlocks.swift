import Store
import SystemPackage

/// Reads a file in blocks that are only valid during the call; stops when the task is cancelled.
func forEachBlock(of path: FilePath, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
  let file: FileDescriptor
  do { file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec]) } catch {
    throw diskProblem("read", path, error)
  }
  defer { try? file.close() }  // Only read from.
  let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
  defer { block.deallocate() }
  while case let count = try file.read(into: block), count > 0 {
    try Task.checkCancellation()
    try body(UnsafeRawBufferPointer(rebasing: block[..<count]))
  }
}
