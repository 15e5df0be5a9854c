import Glibc
import Store
package import SystemPackage

/// The members of a folder on the disk, in the order of their names' bytes, each folder before what is in it.
///
/// Nothing is followed or opened but folders and files, and those only if they still are what they were when they were
/// listed. A name that can't be looked at that can't be read is a finding, and the others are still given.
package final class FolderSource: MemberSource {
  package let findings: Findings
  private let root: OpenFolder
  private let limits: ReadingLimits
  /// The folders that are being listed, the innermost last, each with the names that are left of it, reversed.
  private var stack: [(folder: OpenFolder, prefix: [UInt8], names: [[UInt8]])] = []
  private var members: Int64 = 0
  private var plainBytes: Int64 = 0
  private var current: FolderContent?
  private var reading: (any ByteSource)?

  /// - Parameter path: a folder; a link to one is followed, since the user named it.
  package init(opening path: FilePath, limits: ReadingLimits = .standard) throws(ArchiveError) {
    self.limits = limits
    findings = Findings(archive: path.string)
    do { root = OpenFolder(try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .directory])) } catch {
      throw .unreadable(archive: path.string, error as? Errno ?? .ioError)
    }
    stack = [(root, [], names(in: root, shownAs: path.string))]
  }

  /// Its content, if the current member is a file.
  package var storedContent: (any ContentHandle)? { current }

  package func nextMember() throws(ArchiveError) -> MemberHeader? {
    (current, reading) = (nil, nil)
    while let (folder, prefix, names) = stack.last {
      guard let name = names.last else {
        stack.removeLast()
        continue
      }
      stack[stack.count - 1].names.removeLast()
      if let header = try member(name, in: folder, prefix: prefix) { return header }
    }
    return nil
  }

  package func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    guard let current else { return nil }
    let source: any ByteSource
    if let reading { source = reading } else { source = try current.open() }
    reading = source
    guard let block = try source.nextBlock() else { return nil }
    plainBytes += Int64(block.count)
    if let limit = limits.plainBytes, plainBytes > limit {
      throw .limit(archive: findings.archive, member: nil, .plainBytes, limit)
    }
    return block
  }

  private func member(_ name: [UInt8], in folder: OpenFolder, prefix: [UInt8]) throws(ArchiveError) -> MemberHeader? {
    let path = prefix + name
    guard let status = folder.status(of: name) else {
      findings.add("folder.unreadable", "'\(path.shown)': \(Errno.current)")
      return nil
    }
    members += 1
    if let limit = limits.members, members > limit {
      throw .limit(archive: findings.archive, member: nil, .members, limit)
    }
    var header = MemberHeader(path, status)
    switch header.type {
    case .symlink: header.linkTarget = folder.linkTarget(of: name)
    case .directory: enter(name, path, in: folder)
    case .file: current = FolderContent(path, in: root, status: status, findings: findings)
    default: break
    }
    return header
  }

  private func enter(_ name: [UInt8], _ path: [UInt8], in folder: OpenFolder) {
    guard let inner = folder.folder(name) else {
      return findings.add("folder.unreadable", "'\(path.shown)': \(Errno.current)")
    }
    stack.append((inner, path + [UInt8(ascii: "/")], names(in: inner, shownAs: path.shown)))
  }

  private func names(in folder: OpenFolder, shownAs shown: String) -> [[UInt8]] {
    guard let names = folder.names() else {
      findings.add("folder.unreadable", "'\(shown)': \(Errno.current)")
      return []
    }
    return names.sorted { $1.lexicographicallyPrecedes($0) }
  }
}
