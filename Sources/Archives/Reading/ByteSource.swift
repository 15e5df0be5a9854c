import Glibc
package import Store
package import SystemPackage

/// Bytes that come in blocks, one after the other.
package protocol ByteSource: AnyObject {
  /// The next block, valid until there is a further one; nil at the end, also when asked again.
  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer?
}

/// The bytes of an archive file, from the disk or in memory, readable at any offset.
package final class ArchiveInput {
  /// What messages call it.
  package var name: String
  package let size: Int64
  private let storage: Storage

  private enum Storage {
    case file(FileDescriptor)
    case memory([UInt8])
    case spilled(SpillFile, start: Int64)
  }

  package init(opening path: FilePath) throws(ArchiveError) {
    name = path.string
    let file: FileDescriptor
    // Without nonBlocking, opening a FIFO waits for a writer.
    do { file = try .open(path, .readOnly, options: [.closeOnExec, .nonBlocking]) } catch {
      throw .unreadable(archive: path.string, error as? Errno ?? .ioError)
    }
    var status = stat()
    fstat(file.rawValue, &status)
    guard status.st_mode & S_IFMT == S_IFREG else {
      try? file.close()  // Nothing was written.
      throw .unreadable(archive: path.string, status.st_mode & S_IFMT == S_IFDIR ? .isDirectory : .illegalSeek)
    }
    (storage, size) = (.file(file), Int64(status.st_size))
  }

  package init(bytes: [UInt8], name: String) {
    (self.name, storage, size) = (name, .memory(bytes), Int64(bytes.count))
  }

  /// A file that is open already; it is closed with this value.
  init(_ file: FileDescriptor, name: String, size: Int64) {
    (self.name, storage, self.size) = (name, .file(file), size)
  }

  /// The part of a spill file that begins at `start`.
  package init(spilled file: SpillFile, start: Int64, size: Int64, name: String) {
    (self.name, storage, self.size) = (name, .spilled(file, start: start), size)
  }

  deinit {
    if case .file(let file) = storage { try? file.close() }  // Nothing was written.
  }

  /// Reads up to the buffer's size from `offset` on; less only at the end.
  package func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
    switch storage {
    case .memory(let bytes):
      guard offset >= 0, offset < bytes.count else { return 0 }
      let count = min(buffer.count, bytes.count - Int(offset))
      bytes.withUnsafeBytes { buffer.copyMemory(from: .init(rebasing: $0[Int(offset)..<Int(offset) + count])) }
      return count
    case .spilled(let file, let start):
      guard offset >= 0, offset < size else { return 0 }
      let part = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(Int(clamping: size - offset)))
      do { return try file.read(at: start + offset, into: part) } catch { throw .unreadable(archive: name, error) }
    case .file(let file):
      do { return try file.read(fromAbsoluteOffset: offset, into: buffer) } catch {
        throw .unreadable(archive: name, error as? Errno ?? .ioError)
      }
    }
  }

  /// Reads from `offset` on until the buffer is full or the file ends; the result is how much there was.
  func fill(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(ArchiveError) -> Int {
    var filled = 0
    while filled < buffer.count {
      let more = try read(at: offset + Int64(filled), into: .init(rebasing: buffer[filled...]))
      if more == 0 { break }
      filled += more
    }
    return filled
  }

  /// Up to `count` bytes from `offset` on.
  package func bytes(at offset: Int64, count: Int) throws(ArchiveError) -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
    defer { buffer.deallocate() }
    let filled = try fill(buffer, at: offset)
    return Array(buffer.prefix(filled))
  }
}

extension ArchiveInput: ContentHandle {
  package func open() throws(ArchiveError) -> any ByteSource { InputSource(self) }
}

/// Reads an archive file from its start to its end, or from where it was told to go on.
package final class InputSource: ByteSource {
  let input: ArchiveInput
  var position: Int64 = 0
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: readingBlockSize, alignment: 16)

  package init(_ input: ArchiveInput) { self.input = input }

  deinit { buffer.deallocate() }

  package func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    let count = try input.read(at: position, into: buffer)
    position += Int64(count)
    return count == 0 ? nil : UnsafeRawBufferPointer(rebasing: buffer[..<count])
  }
}

/// A source whose first block can be looked at before it is read.
final class PeekedSource: ByteSource {
  private let source: any ByteSource
  private var first: UnsafeRawBufferPointer?
  /// The first bytes, at most 512.
  let start: [UInt8]

  init(_ source: any ByteSource) throws(ArchiveError) {
    self.source = source
    first = try source.nextBlock()
    start = first.map { Array($0.prefix(512)) } ?? []
  }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    guard let block = first else { return try source.nextBlock() }
    first = nil
    return block
  }
}

/// A multiple of tar's 512, so that no header lies in two blocks; large enough to make system calls cheap.
let readingBlockSize = 128 << 10
