import Glibc
package import SystemPackage

extension FilePath {
  /// Lets the owner read everything in a folder of this process, whatever modes a command has set; links are not followed.
  ///
  /// What can't be changed shows when it is read.
  package func letOwnerRead() {
    guard let mode = status(of: self, followingLinks: false)?.st_mode else { return }
    switch kind {
    case .file?: if mode & 0o400 == 0 { chmod(string, mode | 0o400) }
    case .folder?:
      if mode & 0o700 != 0o700 { chmod(string, mode | 0o700) }
      for name in (try? names()) ?? [] { appending(name).letOwnerRead() }  // As above.
    case .symlink?, .other?, nil: return
    }
  }
}
