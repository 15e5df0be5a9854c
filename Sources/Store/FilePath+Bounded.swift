package import Diagnostics
import Glibc
package import SystemPackage

extension FilePath {
  /// The content of a regular file that holds at most `limit` bytes; links are followed.
  ///
  /// - Throws: `disk.missing` when nothing is there, `disk.no-file` for what is no file (which may never end),
  ///   `disk.too-large`, or what reading throws.
  package func readBytes(upTo limit: Int) throws(Diagnostic) -> [UInt8] {
    // Without waiting for the other end, should this be a pipe.
    let descriptor = open(string, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR {
        throw Diagnostic("disk.missing", "the file does not exist", at: Place(string), hint: "check the path")
      }
      throw diskProblem("read", self, Errno.current)
    }
    defer { close(descriptor) }
    guard let status = status(of: descriptor) else { throw diskProblem("read", self, Errno.current) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw Diagnostic(
        "disk.no-file", "expected a file, met \(status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "a device or pipe")",
        at: Place(string), hint: "name a regular file")
    }
    guard status.st_size <= limit else { throw tooLarge(limit) }
    // One more than it holds, to see whether it has grown.
    let room = Int(status.st_size) + 1
    var problem: Diagnostic?
    let bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      while count < room {
        let added = read(descriptor, buffer.baseAddress?.advanced(by: count), room - count)
        guard added > 0 else {
          if added < 0 { problem = diskProblem("read", self, Errno.current) }
          return
        }
        count += added
      }
    }
    if let problem { throw problem }
    guard bytes.count < room else {
      throw Diagnostic(
        "disk.changed", "the file grew while it was read", at: Place(string), hint: "run the command again")
    }
    return bytes
  }

  private func tooLarge(_ limit: Int) -> Diagnostic {
    Diagnostic(
      "disk.too-large", "the file is larger than \(limit >> 20) MiB, which is more than is read here",
      at: Place(string), hint: "make it smaller")
  }
}

private func status(of descriptor: CInt) -> stat? {
  var status = stat()
  return fstat(descriptor, &status) == 0 ? status : nil
}
