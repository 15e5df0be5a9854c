package import Diagnostics
import Glibc
package import SystemPackage

extension FilePath {
  /// Removes what is here with all it holds; links are removed, not followed.
  ///
  /// Nothing there is fine.
  package func removeAll() throws(Diagnostic) {
    let path = withPlatformString { Array(UnsafeBufferPointer(start: $0, count: strlen($0))) }
    if let problem = removeTree(path) { throw diskProblem("remove", self, problem) }
  }
}

/// Works on bytes: a program that ran in the folder may have left names that are not UTF-8.
private func removeTree(_ path: [CChar]) -> Errno? {
  let text = path + [0]
  var status = stat()
  guard lstat(text, &status) == 0 else { return errno == ENOENT ? nil : .current }
  guard status.st_mode & S_IFMT == S_IFDIR else { return unlink(text) == 0 ? nil : .current }
  chmod(text, 0o700)  // If that is not allowed, the next call says so.
  guard let stream = opendir(text) else { return .current }
  defer { closedir(stream) }
  while let entry = readdir(stream) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { $0.prefix { $0 != 0 }.map(CChar.init(bitPattern:)) }
    if name == [0x2E] || name == [0x2E, 0x2E] { continue }
    if let problem = removeTree(path + [0x2F] + name) { return problem }
  }
  return rmdir(text) == 0 ? nil : .current
}
