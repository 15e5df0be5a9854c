import Diagnostics
import Glibc
import SystemPackage

/// Keeps what is in a store from being cleaned away while a process uses it.
///
/// Every open store holds a shared lock (`flock`) on the file `lock` in its folder; whoever cleans up takes it alone. The
/// kernel gives the lock back however the process ends.
final class StoreLease: Sendable {
  private let descriptor: CInt

  /// Waits while another process cleans up.
  init(of root: FilePath) throws(Diagnostic) {
    let path = root.appending("lock")
    descriptor = open(path.string, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw diskProblem("open", path, Errno.current) }
    guard lock(LOCK_SH) else { throw diskProblem("lock", path, Errno.current) }
  }

  deinit { close(descriptor) }

  /// Runs `body` while nobody else has the store open; nil, and nothing is done, when somebody has.
  func exclusively<Result>(_ body: () throws(Diagnostic) -> Result) throws(Diagnostic) -> Result? {
    // An attempt in vain gives up the shared lock too.
    defer { _ = lock(LOCK_SH) }
    guard lock(LOCK_EX | LOCK_NB) else { return nil }
    return try body()
  }

  private func lock(_ operation: CInt) -> Bool {
    while flock(descriptor, operation) != 0 {
      guard errno == EINTR else { return false }
    }
    return true
  }
}
