import CLinux
import Diagnostics
import Glibc
import SystemPackage

/// Single files of staged trees: hard links to a blob or, since links share permissions, to its executable copy, which
/// lies in `executables/ab/cdef…`.
extension ContentStore {
  /// Where the executable copy of a blob lies or would lie.
  func executablePath(of digest: ContentDigest) -> FilePath { path(of: digest, in: "executables") }

  /// Copies the tree's executable files that have no copy yet; one flush for all of them.
  func makeExecutables(of folder: Folder, in scratch: ScratchFolder) throws(Diagnostic) {
    var fresh: [ContentDigest: FilePath] = [:]
    for file in folder.files where file.isExecutable && fresh[file.blob.digest] == nil {
      guard executablePath(of: file.blob.digest).fileSize != file.blob.size else { continue }
      let copied = scratch.path.appending("executable-\(fresh.count)")
      try copy(file.blob, to: copied, mode: 0o755)
      fresh[file.blob.digest] = copied
    }
    guard !fresh.isEmpty else { return }
    try scratch.path.flushDisk()
    for (digest, copied) in fresh {
      let target = executablePath(of: digest)
      try target.removingLastComponent().createFolders()
      guard rename(copied.string, target.string) == 0 else { throw diskProblem("write", target, Errno.current) }
    }
  }

  /// Puts a file of a staged tree in its place.
  func link(_ blob: Blob, isExecutable: Bool, to target: FilePath) throws(Diagnostic) {
    let source = isExecutable ? executablePath(of: blob.digest) : path(of: blob.digest)
    let mode: mode_t = isExecutable ? 0o755 : 0o644
    guard let status = status(of: source, followingLinks: false) else { throw missing(blob.digest) }
    guard status.st_size == blob.size else {
      unlink(source.string)
      throw damaged(blob.digest)
    }
    do {
      if status.st_mode & 0o7777 != mode, chmod(source.string, mode) != 0 { throw Errno.current }
      if status.st_mtim.tv_sec != FilePath.stagedTime { try source.setStagedTime() }
    } catch { throw diskProblem("write", source, error) }
    guard Glibc.link(source.string, target.string) != 0 else { return }
    // A file system has its limit of links to one file, or none at all.
    try copy(blob, to: target, mode: mode)
    do { try target.setStagedTime() } catch { throw diskProblem("write", target, error) }
  }
}
