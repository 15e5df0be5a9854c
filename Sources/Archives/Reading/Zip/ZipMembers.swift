/// The members of a zip one after the other, in the order in which they are stored.
final class ZipMembers {
  let archive: ZipArchive
  private var next = 0
  private var current: ZipEntry?
  private var content: ZipContent?

  init(_ archive: ZipArchive) { self.archive = archive }

  func nextMember() throws(ArchiveError) -> MemberHeader? {
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

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    guard let current else { return nil }
    if content == nil { content = try archive.content(of: current) }
    return try content?.nextBlock()
  }
}
