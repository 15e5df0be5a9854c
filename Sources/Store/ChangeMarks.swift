package import Diagnostics
import Glibc
package import SystemPackage

extension FilePath {
  /// A digest over kinds, sizes, inodes and times of what is below this folder under these names; nothing is read.
  ///
  /// While it stays the same, nobody wrote there. Nil where one of them is a folder, of whose content this says nothing.
  package func changeMark(of names: [String]) -> ContentDigest? {
    let folder = open(string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if folder >= 0 { close(folder) } }
    var hasher = ContentHasher()
    for name in names {
      let found = status(of: name, in: folder)
      if let found, found.st_mode & S_IFMT == S_IFDIR { return nil }
      hasher.update(Array(name.utf8) + [0])
      (found.map(changeFields) ?? []).withUnsafeBytes { hasher.update($0) }
    }
    return hasher.finish()
  }

  /// What this file or link holds, as who gets a copy of it sees it, in a word of a line.
  ///
  /// That is its content and whether it can be executed, or where it points.
  package func contentWord() throws(Diagnostic) -> String {
    guard kind != .symlink else { return "link:\(ContentDigest(of: try linkTarget()).hex)" }
    do {
      let file = try FileDescriptor.open(self, .readOnly, options: [.closeOnExec, .noFollow])
      let blob = try file.closeAfter { try Blob(ofFile: file) { _ in } }
      return (ownerMayExecute ? "run:" : "file:") + blob.digest.hex
    } catch { throw diskProblem("read", self, error) }
  }
}

/// Nil where nothing is there; links are not followed.
private func status(of name: String, in folder: CInt) -> stat? {
  var status = stat()
  return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status : nil
}

private func changeFields(_ status: stat) -> [Int] {
  [
    Int(status.st_mode), Int(status.st_size), Int(truncatingIfNeeded: status.st_ino),
    status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec,
  ]
}
