import Glibc
import SystemPackage

/// A folder by its descriptor, so that what is in it is reached without a path that someone could bend.
final class OpenFolder {
  private let descriptor: FileDescriptor

  init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

  deinit { try? descriptor.close() }  // Nothing was written.

  /// What a name stands for, links not followed; nil with errno set when it can't be looked at.
  func status(of name: [UInt8]) -> stat? {
    var status = stat()
    return withCString(name) { fstatat(descriptor.rawValue, $0, &status, AT_SYMLINK_NOFOLLOW) } == 0 ? status : nil
  }

  /// The target of a link; nil when it is none any more.
  func linkTarget(of name: [UInt8]) -> [UInt8]? {
    // Linux has no longer targets than a page.
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = withCString(name) { name in
      buffer.withUnsafeMutableBytes { target in
        target.withMemoryRebound(to: CChar.self) { target in
          target.baseAddress.map { readlinkat(descriptor.rawValue, name, $0, target.count) } ?? -1
        }
      }
    }
    return count < 0 ? nil : Array(buffer[..<count])
  }

  /// The extended attributes of what a name stands for, links not followed; nil with errno set when they can't be read.
  func extendedAttributes(of name: [UInt8]) -> [MemberAttribute]? {
    // There is no call that takes a folder's descriptor and a name.
    withCString(Array("/proc/self/fd/\(descriptor.rawValue)/".utf8) + name) { Archives.extendedAttributes(at: $0) }
  }

  /// The folder of this name; a link to one is none.
  func folder(_ name: [UInt8]) -> OpenFolder? {
    open(name, O_DIRECTORY).map { OpenFolder(FileDescriptor(rawValue: $0)) }
  }

  /// The file of this name, opened for reading, if it is the one that `status` told of.
  func file(_ name: [UInt8], ifStill status: stat) -> FileDescriptor? {
    guard let opened = open(name) else { return nil }
    var now = stat()
    guard fstat(opened, &now) == 0, now.st_dev == status.st_dev, now.st_ino == status.st_ino else {
      close(opened)
      errno = ESTALE
      return nil
    }
    return FileDescriptor(rawValue: opened)
  }

  /// What the system says of the folder itself.
  var status: stat {
    var status = stat()
    fstat(descriptor.rawValue, &status)
    return status
  }

  /// The folder around this one, if it is the one that `status` told of; nil with errno set otherwise.
  func parent(ifStill status: stat) -> OpenFolder? {
    guard let opened = open([0x2E, 0x2E], O_DIRECTORY) else { return nil }
    let folder = OpenFolder(FileDescriptor(rawValue: opened))
    guard folder.status.st_dev == status.st_dev, folder.status.st_ino == status.st_ino else {
      errno = ESTALE
      return nil
    }
    return folder
  }

  private func open(_ name: [UInt8], _ flags: CInt = 0) -> CInt? {
    // Without O_NONBLOCK a FIFO that took the file's place would wait for a writer.
    let flags = flags | O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let opened = withCString(name) { openat(descriptor.rawValue, $0, flags) }
    return opened >= 0 ? opened : nil
  }

  /// The names in the folder without `.` and `..`, in no order; nil with errno set when it can't be listed.
  ///
  /// Of more than `limit` names one more than that is given.
  func names(atMost limit: Int64?) -> [[UInt8]]? {
    let copy = openat(descriptor.rawValue, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { return nil }
    guard let stream = fdopendir(copy) else {
      close(copy)
      return nil
    }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while names.count <= limit ?? .max, let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != [0x2E], name != [0x2E, 0x2E] { names.append(name) }
    }
    return names
  }

  private func withCString<Result>(_ name: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (name + [0]).map(CChar.init(bitPattern:)).withUnsafeBufferPointer { buffer in
      // The terminator makes it non-empty.
      buffer.baseAddress.map(body) ?? "".withCString(body)
    }
  }
}
