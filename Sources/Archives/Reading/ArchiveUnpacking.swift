import Diagnostics
package import Store
package import SystemPackage

/// Reads an archive of trusted content into a tree of the store; nothing is written under a member's name.
package struct ArchiveUnpacking {
  private let store: ContentStore
  private let linksMayLeave: Bool
  private let hint: String

  /// - Parameters:
  ///   - linksMayLeave: Whether symbolic links may lead anywhere, as in an archive of a whole system.
  ///   - hint: What to do about an archive that is refused.
  package init(store: ContentStore, linksMayLeave: Bool = false, hint: String) {
    (self.store, self.linksMayLeave, self.hint) = (store, linksMayLeave, hint)
  }

  /// - Parameter name: How messages call the archive.
  /// - Throws: `archive.…` for what can't be read, `archive.unsafe-name` for names and links that leave the archive.
  package func tree(of archive: FilePath, name: String) throws -> Folder {
    do { return try unpacked(archive) } catch let error as ArchiveError { throw Diagnostic(reporting: error) }
  }

  /// Contents go to numbered files of a scratch folder, which the store takes over together: flushing each of some
  /// thousand files by itself would take minutes.
  private func unpacked(_ archive: FilePath) throws -> Folder {
    let scratch = try ScratchFolder(in: store)
    var members: [(header: MemberHeader, content: String?)] = []
    var reader = try ArchiveReader(opening: archive)
    while let header = try reader.nextMember() {
      let content = header.type == .file ? String(members.count) : nil
      if let content { try write(&reader, to: scratch.path.appending(content)) }
      members.append((header, content))
    }
    let contents = try store.capture(scratch.path)
    var folder = Folder()
    for (header, content) in members {
      let blob: Blob? = if case .file(let blob, _)? = content.flatMap({ contents[$0] }) { blob } else { nil }
      try add(header, blob, to: &folder)
    }
    return folder
  }

  private func write(_ reader: inout ArchiveReader, to path: FilePath) throws {
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec], permissions: .ownerReadWrite)
    try file.closeAfter {
      while let block = try reader.nextBlock() { try file.writeAll(block) }
    }
  }

  private func add(_ header: MemberHeader, _ content: Blob?, to folder: inout Folder) throws {
    let path = try safePath(header.name)
    switch header.type {
    case .directory: if !path.isEmpty, folder[path] == nil { folder.insert(.folder(Folder()), at: path) }
    case .file:
      guard let content, !path.isEmpty else { throw unsafe(header.name) }
      folder.insert(.file(content, isExecutable: header.mode & 0o100 != 0), at: path)
    case .symlink: folder.insert(.symlink(target: try safeTarget(of: header, at: path)), at: path)
    case .hardlink:
      let target = try safePath(header.linkTarget ?? [])
      switch folder[target] {
      case .file?, .symlink?: folder[target].map { folder.insert($0, at: path) }
      // A link to a folder could nest it in itself, doubling the tree with each member.
      case .folder?, nil: throw unsafe(header.linkTarget ?? [])
      }
    case .characterDevice, .blockDevice, .fifo, .socket: throw unsafe(header.name)
    }
  }

  private func safePath(_ name: [UInt8]) throws -> String {
    guard let text = String(validating: name, as: UTF8.self), let path = normalised(text),
      !text.split(separator: "/").contains("..")
    else { throw unsafe(name) }
    return path
  }

  /// The target of a symbolic link, when it stays within the archive or need not.
  private func safeTarget(of header: MemberHeader, at path: String) throws -> String {
    let bytes = header.linkTarget ?? []
    let folder = path.split(separator: "/").dropLast().map { $0 + "/" }.joined()
    guard let target = String(validating: bytes, as: UTF8.self), !target.isEmpty,
      linksMayLeave || !target.hasPrefix("/") && normalised(folder + target) != nil
    else { throw unsafe(bytes) }
    return target
  }

  private func unsafe(_ name: [UInt8]) -> Diagnostic {
    Diagnostic(
      "archive.unsafe-name", "the archive holds '\(escaped(bytes: name))', which is no file, folder or link inside it",
      hint: hint)
  }
}
