import Glibc
package import Store
package import SystemPackage

/// The bytes of an archive, from a file, in memory or as a part of another input, readable at any offset.
package final class ArchiveInput {
  /// What messages call the archive.
  package var name: String
  /// In bytes; of a file, when it was opened.
  package let size: Int64
  private let storage: Storage

  /// What the system said of the file when it was opened; nil for what is none.
  private var status: stat?

  private enum Storage {
    case file(FileDescriptor)
    case memory([UInt8])
    case spilled(SpillFile, start: Int64)
    case part(of: ArchiveInput, from: Int64)
  }

  /// Opens a regular file.
  ///
  /// - Throws: `unreadable`; `noFile` for what is no regular file.
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
      let kind: String? =
        switch status.st_mode & S_IFMT {
        case S_IFDIR: nil
        case S_IFIFO: "a pipe"
        case S_IFCHR, S_IFBLK: "a device"
        default: "no file"
        }
      throw kind.map { .noFile(archive: path.string, kind: $0) } ?? .unreadable(archive: path.string, .isDirectory)
    }
    (storage, size, self.status) = (.file(file), Int64(status.st_size), status)
  }

  /// Bytes in memory; `name` stands for them in messages.
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

  /// A part of another input, such as an archive that is stored in a larger file; what of the range lies outside of
  /// the other input is left out.
  package init(range: Range<Int64>, of parent: ArchiveInput, name: String) {
    let inside = range.clamped(to: 0..<parent.size)
    (self.name, storage, size) = (name, .part(of: parent, from: inside.lowerBound), Int64(inside.count))
  }

  deinit {
    if case .file(let file) = storage { try? file.close() }  // Nothing was written.
  }

  /// Whether someone wrote to the file after it was opened; false for what is none.
  package var hasChanged: Bool {
    switch storage {
    case .memory, .spilled: false
    case .part(let parent, _): parent.hasChanged
    case .file: status.map { hasChanged(since: $0) } ?? false
    }
  }

  /// Whether size or time of the file are others than they were.
  func hasChanged(since status: stat) -> Bool {
    guard case .file(let file) = storage else { return false }
    var now = stat()
    guard fstat(file.rawValue, &now) == 0 else { return true }
    return now.st_size != status.st_size || now.st_mtim.tv_sec != status.st_mtim.tv_sec
      || now.st_mtim.tv_nsec != status.st_mtim.tv_nsec
  }

  /// Reads up to the buffer's size from `offset` on; less only at the end, nothing outside of the input.
  package func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
    guard offset >= 0 else { return 0 }
    switch storage {
    case .memory(let bytes):
      guard offset < bytes.count else { return 0 }
      let count = min(buffer.count, bytes.count - Int(offset))
      bytes.withUnsafeBytes { buffer.copyMemory(from: .init(rebasing: $0[Int(offset)..<Int(offset) + count])) }
      return count
    case .spilled(let file, let start):
      guard offset < size else { return 0 }
      let part = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(Int(clamping: size - offset)))
      do { return try file.read(at: start + offset, into: part) } catch { throw .unreadable(archive: name, error) }
    case .part(let parent, let start):
      guard offset < size else { return 0 }
      let count = Int(min(Int64(buffer.count), size - offset))
      return try parent.read(at: start + offset, into: .init(rebasing: buffer[..<count]))
    case .file(let file):
      do { return try file.read(fromAbsoluteOffset: offset, into: buffer) } catch {
        throw .unreadable(archive: name, error as? Errno ?? .ioError)
      }
    }
  }

  /// Reads from `offset` on until the buffer is full or the input ends; the result is how much there was.
  func fill(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(ArchiveError) -> Int {
    var filled = 0
    while filled < buffer.count {
      let more = try read(at: offset + Int64(filled), into: .init(rebasing: buffer[filled...]))
      if more == 0 { break }
      filled += more
    }
    return filled
  }

  /// Up to `count` bytes from `offset` on; none outside of the input.
  package func bytes(at offset: Int64, count: Int) throws(ArchiveError) -> [UInt8] {
    guard offset >= 0, offset < size, count > 0 else { return [] }
    let count = Int(min(Int64(count), size - offset))
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
    defer { buffer.deallocate() }
    let filled = try fill(buffer, at: offset)
    return Array(buffer.prefix(filled))
  }
}

extension ArchiveInput: ContentHandle {
  package func open() throws(ArchiveError) -> any ByteSource { InputSource(self) }
}
