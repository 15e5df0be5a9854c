import Glibc
import Store
package import SystemPackage

/// The members of a folder on the disk, in the order of their names' bytes, each folder before what is in it.
///
/// Nothing is followed or opened but folders and files, and those only if they still are what they were when they were
/// listed. What can't be looked at is an obstacle, and the others are still given.
package final class FolderSource: MemberSource {
  package let findings: Findings
  private let root: OpenFolder
  private let limits: ReadingLimits
  private let readsAttributes: Bool
  /// The folders that are being listed, the innermost last, each with the names that are left of it, reversed.
  private var stack: [Level] = []
  private var members: Int64 = 0
  private let budget: FolderBudget
  private var current: FolderContent?
  private var reading: (any ByteSource)?

  private struct Level {
    /// Nil while so many folders lie inside that this one was closed.
    var folder: OpenFolder?
    var status: stat
    var prefix: [UInt8]
    var names: [[UInt8]]
  }

  /// How many folders are open at once: a process may have 1,024 files.
  private static let mostOpen = 100

  /// - Parameters:
  ///   - path: a folder; a link to one is followed, since the user named it.
  ///   - readsAttributes: whether members get their extended attributes.
  package init(
    opening path: FilePath, limits: ReadingLimits = .standard, readsAttributes: Bool = false
  ) throws(ArchiveError) {
    (self.limits, budget) = (limits, FolderBudget(limits.plainBytes))
    self.readsAttributes = readsAttributes
    findings = Findings(archive: path.string)
    do { root = OpenFolder(try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .directory])) } catch {
      throw .unreadable(archive: path.string, error as? Errno ?? .ioError)
    }
    stack = [Level(folder: root, status: root.status, prefix: [], names: names(in: root, shownAs: path.string))]
  }

  /// Its content, if the current member is a file.
  package var storedContent: (any ContentHandle)? { current }

  package func nextMember() throws(ArchiveError) -> MemberHeader? {
    (current, reading) = (nil, nil)
    while let level = stack.last {
      guard let folder = level.folder, let name = level.names.last else {
        leave()
        continue
      }
      stack[stack.count - 1].names.removeLast()
      if let header = try member(name, in: folder, prefix: level.prefix) { return header }
    }
    return nil
  }

  /// Goes back to the folder around, which may have to be opened again.
  private func leave() {
    let inner = stack.removeLast()
    guard let outer = stack.last, outer.folder == nil else { return }
    stack[stack.count - 1].folder = inner.folder?.parent(ifStill: outer.status)
    if stack[stack.count - 1].folder == nil {
      findings.addObstacle("folder.unreadable", "'\(outer.prefix.shown)': \(Errno.current)")
    }
  }

  package func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    guard let current else { return nil }
    let source: any ByteSource
    if let reading { source = reading } else { source = try current.open() }
    reading = source
    return try source.nextBlock()
  }

  private func member(_ name: [UInt8], in folder: OpenFolder, prefix: [UInt8]) throws(ArchiveError) -> MemberHeader? {
    let path = prefix + name
    guard let status = folder.status(of: name) else {
      findings.addObstacle("folder.unreadable", "'\(path.shown)': \(Errno.current)")
      return nil
    }
    members += 1
    if let limit = limits.members, members > limit {
      throw .limit(archive: findings.archive, member: nil, .members, limit)
    }
    let place = MemberPlace(position: Int(members), name: path)
    if let limit = limits.nameBytes, path.count > limit {
      throw .limit(archive: findings.archive, member: place, .nameBytes, limit)
    }
    var header = MemberHeader(path, status)
    if readsAttributes {
      let attributes = folder.extendedAttributes(of: name)
      if attributes == nil { findings.addObstacle("folder.unreadable", "'\(path.shown)': \(Errno.current)") }
      header.attributes = attributes ?? []
    }
    switch header.type {
    case .symlink: header.linkTarget = folder.linkTarget(of: name)
    case .directory: enter(name, path, status, in: folder)
    case .file:
      current = FolderContent(path, in: folder, of: root, status: status, findings: findings, budget: budget)
    default: break
    }
    return header
  }

  private func enter(_ name: [UInt8], _ path: [UInt8], _ status: stat, in folder: OpenFolder) {
    guard let inner = folder.folder(name) else {
      return findings.addObstacle("folder.unreadable", "'\(path.shown)': \(Errno.current)")
    }
    let prefix = path + [UInt8(ascii: "/")]
    stack.append(Level(folder: inner, status: status, prefix: prefix, names: names(in: inner, shownAs: path.shown)))
    // The root stays open, for files that are read later.
    if stack.count > Self.mostOpen + 1 { stack[stack.count - Self.mostOpen - 1].folder = nil }
  }

  private func names(in folder: OpenFolder, shownAs shown: String) -> [[UInt8]] {
    guard let names = folder.names(atMost: limits.members) else {
      findings.addObstacle("folder.unreadable", "'\(shown)': \(Errno.current)")
      return []
    }
    return names.sorted { $1.lexicographicallyPrecedes($0) }
  }
}
