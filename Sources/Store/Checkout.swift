import CLinux
package import Diagnostics
import Glibc
package import SystemPackage

extension ContentStore {
  /// Writes a tree to a new folder on the disk: files 0644 or 0755, folders 0755, whatever the umask.
  ///
  /// Content is copied (by reference where the file system can), so what is done to the copy never reaches the store.
  package func checkOut(_ folder: Folder, to path: FilePath) throws(Diagnostic) {
    try path.createFolders()
    guard chmod(path.string, 0o755) == 0 else { throw diskProblem("write", path, Errno.current) }
    for name in folder.names {
      let target = path.appending(name)
      switch folder.entries[name] {
      case .file(let blob, let isExecutable)?: try copy(blob, to: target, mode: isExecutable ? 0o755 : 0o644)
      case .symlink(let link)?:
        try target.createSymlink(to: link)
      case .folder(let child)?: try checkOut(child, to: target)
      case nil: continue
      }
    }
  }

  private func copy(_ blob: Blob, to target: FilePath, mode: mode_t) throws(Diagnostic) {
    let source = open(path(of: blob.digest).string, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else {
      throw missing(blob.digest)
    }
    defer { close(source) }
    let output = open(target.string, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard output >= 0 else { throw diskProblem("write", target, Errno.current) }
    defer { close(output) }
    // Content is checked by its digest when it is read; here a size costs nothing, and cut-off files are what crashes leave.
    guard path(of: blob.digest).fileSize == blob.size else {
      unlink(path(of: blob.digest).string)
      throw damaged(blob.digest)
    }
    var left = blob.size
    while left > 0 {
      let count = copy_file_range(source, nil, output, nil, Int(left), 0)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw diskProblem("write", target, Errno.current) }
      guard count > 0 else { throw damaged(blob.digest) }
      left -= Int64(count)
    }
    guard fchmod(output, mode) == 0 else { throw diskProblem("write", target, Errno.current) }
  }
}
