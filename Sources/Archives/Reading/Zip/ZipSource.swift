/// The members of a zip in the order in which they are stored, whose contents can be read at any time.
package final class ZipSource: MemberSource {
  package let archive: ZipArchive
  private var next = 0
  private var current: ZipEntry?
  private var content: ZipContent?

  package init(_ archive: ZipArchive) { self.archive = archive }

  package var storedContent: (any ContentHandle)? { current.map { ZipMemberContent(archive, $0, isStored: false) } }

  package func nextMember() throws(ArchiveError) -> MemberHeader? {
    (current, content) = (nil, nil)
    guard next < archive.storedOrder.count else {
      if let damage = archive.damage { throw damage }
      return nil
    }
    let entry = archive.entries[archive.storedOrder[next]]
    next += 1
    let header = try archive.header(of: entry)
    // A symbolic link's content is its target.
    if header.type != .symlink { current = entry }
    return header
  }

  package func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    guard let current else { return nil }
    if content == nil { content = try archive.content(of: current) }
    return try content?.nextBlock()
  }
}

/// The content of a member of a zip, unpacked or as it is stored.
private final class ZipMemberContent: ContentHandle {
  private let archive: ZipArchive
  private let entry: ZipEntry
  private let isStored: Bool

  init(_ archive: ZipArchive, _ entry: ZipEntry, isStored: Bool) {
    (self.archive, self.entry, self.isStored) = (archive, entry, isStored)
  }

  var packed: PackedContent? {
    isStored
      ? nil
      : PackedContent(bytes: ZipMemberContent(archive, entry, isStored: true), plainSize: entry.declaredSize)
  }

  func open() throws(ArchiveError) -> any ByteSource {
    if isStored { return try archive.compressedBlocks(of: entry) }
    return try archive.content(of: entry)
  }
}
