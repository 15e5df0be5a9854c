import CLinux
package import Diagnostics
import Glibc
package import SystemPackage

extension FilePath {
  /// Copies a file's content and its owner's execute bit to a new file with a time of its own, in seconds since 1970; by
  /// reference where the file system can.
  package func copyContent(to target: FilePath, modified: Int64) throws(Diagnostic) {
    do {
      let source = try FileDescriptor.open(self, .readOnly, options: [.closeOnExec, .noFollow])
      try source.closeAfter {
        let output = try FileDescriptor.open(
          target, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec], permissions: .ownerReadWrite)
        try output.closeAfter {
          try copyBytes(from: source, to: output)
          let times = [timespec(tv_sec: Int(modified), tv_nsec: 0), timespec(tv_sec: Int(modified), tv_nsec: 0)]
          guard fchmod(output.rawValue, ownerMayExecute ? 0o755 : 0o644) == 0, futimens(output.rawValue, times) == 0
          else { throw Errno.current }
        }
      }
    } catch { throw diskProblem("copy", self, error) }
  }
}

extension FilePath {
  /// Makes a link here that says `target`.
  package func createSymlink(to target: String) throws(Diagnostic) {
    guard symlink(target, string) == 0 else { throw diskProblem("write", self, Errno.current) }
  }
}

/// Copies what is left of one open file to another.
private func copyBytes(from source: FileDescriptor, to target: FileDescriptor) throws {
  while true {
    let count = copy_file_range(source.rawValue, nil, target.rawValue, nil, 1 << 30, 0)
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw Errno.current }
    if count == 0 { return }
  }
}
