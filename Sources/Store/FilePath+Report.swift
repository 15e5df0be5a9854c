package import Diagnostics
import Glibc
package import SystemPackage

extension FilePath {
  /// Writes a file that the user has named: the old or the new content is there, whatever happens, and links stay.
  ///
  /// What is no file, such as `/dev/stdout` or a pipe, is written to as it is: replacing it would take it away.
  package func writeKeepingKind(_ bytes: [UInt8]) throws(Diagnostic) {
    guard isSpecial else { return try (resolved ?? absolute).write(bytes) }
    do {
      let file = try FileDescriptor.open(self, .writeOnly, options: [.append, .closeOnExec])
      try file.closeAfter { _ = try file.writeAll(bytes) }
    } catch { throw diskProblem("write", self, error) }
  }

  private var isSpecial: Bool {
    guard let status = status(of: self, followingLinks: true) else { return false }
    return ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) || absolute.starts(with: "/dev")
  }
}
