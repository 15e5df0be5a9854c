import Glibc
package import SystemPackage

extension FilePath {
  /// Whether the file system of this path has no room for so much as a mebibyte, or for another file.
  package var isOnFullDisk: Bool {
    var status = statvfs()
    guard statvfs(string, &status) == 0 else { return false }
    // Some file systems don't count their files.
    let hasFiles = status.f_files == 0 || status.f_favail > 0
    return UInt64(status.f_bavail) * UInt64(status.f_frsize) < 1 << 20 || !hasFiles
  }
}
