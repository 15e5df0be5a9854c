import CLinux
package import Diagnostics
import Glibc
package import SystemPackage

extension ContentStore {
  /// Writes a tree to a new folder on the disk: files 0644 or 0755, folders 0755, whatever the umask.
  ///
  /// Content is copied (by reference where the file system can), so what is done to the copy never reaches the store.
  ///
  /// - Parameter isStaged: Whether everything gets ``SystemPackage/FilePath/stagedTime`` instead of the time of writing.
  package func checkOut(_ folder: Folder, to path: FilePath, isStaged: Bool = false) throws(Diagnostic) {
    try write(folder, to: path, isStaged: isStaged) { (blob, isExecutable, target) throws(Diagnostic) in
      try copy(blob, to: target, mode: isExecutable ? 0o755 : 0o644)
      if isStaged { try stamp(target) }
    }
  }

  /// Writes a blob to a file in one step, in place of what was there.
  package func checkOut(_ blob: Blob, to file: FilePath) throws(Diagnostic) {
    let scratch = try ScratchFolder(in: file.removingLastComponent())
    let written = scratch.path.appending("file")
    try copy(blob, to: written, mode: 0o644)
    try written.move(to: file)
  }

  /// Makes the folders and links of a tree; `place` puts a file where it belongs.
  func write(
    _ folder: Folder, to path: FilePath, isStaged: Bool,
    placing place: (Blob, _ isExecutable: Bool, _ target: FilePath) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    try path.createFolders()
    guard chmod(path.string, 0o755) == 0 else { throw diskProblem("write", path, Errno.current) }
    for name in folder.names {
      let target = path.appending(name)
      switch folder.entries[name] {
      case .file(let blob, let isExecutable)?: try place(blob, isExecutable, target)
      case .symlink(let link)?:
        try target.createSymlink(to: link)
        if isStaged { try stamp(target) }
      case .folder(let child)?: try write(child, to: target, isStaged: isStaged, placing: place)
      case nil: continue
      }
    }
    // After what it holds, which changes it.
    if isStaged { try stamp(path) }
  }

  private func stamp(_ path: FilePath) throws(Diagnostic) {
    do { try path.setStagedTime() } catch { throw diskProblem("write", path, error) }
  }

  /// Copies a blob to a new file.
  func copy(_ blob: Blob, to target: FilePath, mode: mode_t) throws(Diagnostic) {
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
      if count < 0, Self.cantCopyThere.contains(errno) {
        try copyThroughMemory(blob, from: source, to: output, at: target)
        break
      }
      guard count >= 0 else { throw diskProblem("write", target, Errno.current) }
      guard count > 0 else { throw damaged(blob.digest) }
      left -= Int64(count)
    }
    guard fchmod(output, mode) == 0 else { throw diskProblem("write", target, Errno.current) }
  }

  /// What the kernel says where it can't copy between two file systems by itself; nothing is written then.
  private static let cantCopyThere = [EXDEV, ENOSYS, EOPNOTSUPP, EINVAL]

  private func copyThroughMemory(
    _ blob: Blob, from source: Int32, to output: Int32, at target: FilePath
  ) throws(Diagnostic) {
    let (input, output) = (FileDescriptor(rawValue: source), FileDescriptor(rawValue: output))
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
    defer { block.deallocate() }
    var left = blob.size
    do {
      while case let count = try input.read(into: block), count > 0 {
        try output.writeAll(UnsafeRawBufferPointer(rebasing: block[..<count]))
        left -= Int64(count)
      }
    } catch { throw diskProblem("write", target, error) }
    guard left == 0 else { throw damaged(blob.digest) }
  }
}
