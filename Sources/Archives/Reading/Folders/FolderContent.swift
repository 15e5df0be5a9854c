import Diagnostics
import Glibc
import Store
import SystemPackage

/// The content of a file in a folder, opened when it is wanted.
final class FolderContent: ContentHandle {
  private let root: OpenFolder
  /// Where the file is; gone once the folder was read, since many files may wait and each would keep its folder open.
  private weak var folder: OpenFolder?
  private let path: [UInt8]
  private let status: stat
  private let findings: Findings
  private let budget: FolderBudget
  private var isCounted = false

  init(
    _ path: [UInt8], in folder: OpenFolder, of root: OpenFolder, status: stat, findings: Findings, budget: FolderBudget
  ) {
    (self.path, self.folder, self.root, self.status) = (path, folder, root, status)
    (self.findings, self.budget) = (findings, budget)
  }

  /// - Throws: `limit` before anything is read, since the file system knows the size.
  func open() throws(ArchiveError) -> any ByteSource {
    if !isCounted { try budget.take(Int64(status.st_size), of: shown) }
    isCounted = true
    guard let file = find() else { throw .unreadable(archive: shown, .current) }
    return FolderFile(ArchiveInput(file, name: shown, size: Int64(status.st_size)), status)
  }

  private func find() -> FileDescriptor? {
    guard let folder else { return walk() }
    return folder.file(Array(path.split(separator: UInt8(ascii: "/")).last ?? []), ifStill: status)
  }

  /// Finds the file from the root on.
  private func walk() -> FileDescriptor? {
    var (folder, names) = (root, path.split(separator: UInt8(ascii: "/")).map { Array($0) })
    guard let name = names.popLast() else { return nil }
    for name in names {
      guard let next = folder.folder(name) else { return nil }
      folder = next
    }
    return folder.file(name, ifStill: status)
  }

  private var shown: String { findings.archive + "/" + path.shown }
}

extension MemberHeader {
  /// What the file system says of a path in a folder.
  init(_ path: [UInt8], _ status: stat) {
    let type: MemberType =
      switch status.st_mode & S_IFMT {
      case S_IFDIR: .directory
      case S_IFLNK: .symlink
      case S_IFCHR: .characterDevice
      case S_IFBLK: .blockDevice
      case S_IFIFO: .fifo
      case S_IFSOCK: .socket
      default: .file
      }
    self.init(
      name: path, type: type, mode: UInt32(status.st_mode) & 0o7777, uid: Int64(status.st_uid),
      gid: Int64(status.st_gid),
      modified: Timestamp(
        seconds: Int64(status.st_mtim.tv_sec), nanoseconds: Int32(truncatingIfNeeded: status.st_mtim.tv_nsec)),
      declaredSize: type == .file ? Int64(status.st_size) : nil)
    guard type == .characterDevice || type == .blockDevice else { return }
    // The bits of Linux's dev_t, as its sysmacros.h takes them apart.
    let device = UInt64(status.st_rdev)
    self.device = DeviceNumbers(
      major: Int64((device >> 8) & 0xFFF | (device >> 32) & ~0xFFF & 0xFFFF_FFFF),
      minor: Int64(device & 0xFF | (device >> 12) & ~0xFF & 0xFFFF_FFFF))
  }
}

extension [UInt8] {
  /// The bytes of a name as messages show them.
  var shown: String { escaped(bytes: self) }
}
