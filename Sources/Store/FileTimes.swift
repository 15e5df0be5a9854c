import CLinux
import Glibc
package import SystemPackage

extension FilePath {
  /// The time of everything that is staged, in seconds: 2011-11-11 11:11:11 UTC, so that no clock is seen in a build.
  package static let stagedTime = 1_321_009_871

  /// Notes in the access time that this was used now, for what cleans up the longest unused first.
  ///
  /// The modification time stays, since staged files share it with the store's.
  package func markUsed() {
    let times = [timespec(tv_sec: 0, tv_nsec: ASSAY_TIME_NOW), timespec(tv_sec: 0, tv_nsec: ASSAY_TIME_OMIT)]
    _ = utimensat(AT_FDCWD, string, times, AT_SYMLINK_NOFOLLOW)  // On a disk that can't, order of use is a guess.
  }

  /// Opens the file for reading without marking it as used.
  func openWithoutUse() throws(Errno) -> FileDescriptor {
    let descriptor = Glibc.open(string, O_RDONLY | O_CLOEXEC | CInt(ASSAY_NOATIME))
    if descriptor >= 0 { return FileDescriptor(rawValue: descriptor) }
    // Only the owner may read without marking.
    guard errno == EPERM else { throw .current }
    do { return try FileDescriptor.open(self, .readOnly, options: .closeOnExec) } catch {
      throw error as? Errno ?? .ioError
    }
  }

  /// When this was last used, in nanoseconds since 1970; nil when nothing is there.
  var lastUse: Int64? { status(of: self, followingLinks: false).map { nanoseconds($0.st_atim) } }

  /// Gives the entry the time of everything that is staged; a link's own, not its target's.
  func setStagedTime() throws(Errno) {
    let times = [
      timespec(tv_sec: 0, tv_nsec: ASSAY_TIME_OMIT), timespec(tv_sec: FilePath.stagedTime, tv_nsec: 0),
    ]
    guard utimensat(AT_FDCWD, string, times, AT_SYMLINK_NOFOLLOW) == 0 else { throw .current }
  }
}

private func nanoseconds(_ time: timespec) -> Int64 { Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec) }

extension FileDescriptor {
  /// Gives the file to `body` and closes it then.
  func closing<Result>(_ body: (FileDescriptor) throws -> Result) throws -> Result {
    try closeAfter { try body(self) }
  }

  /// What is left to read.
  func readAll() throws -> [UInt8] {
    var (bytes, block) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
    while case let count = try block.withUnsafeMutableBytes({ try read(into: $0) }), count > 0 {
      bytes += block[..<count]
    }
    return bytes
  }
}
