package import Archives
package import Store

/// One member of an artifact, as an inventory lists it.
///
/// Nil stands for what the artifact does not hold, such as the size of a directory or the link target of a file.
package struct InventoryMember: Hashable, Sendable {
  package var name: [UInt8]
  package var type: MemberType
  package var mode: UInt32?
  package var uid: Int64?
  package var gid: Int64?
  package var userName: [UInt8]?
  package var groupName: [UInt8]?
  package var modified: Timestamp?
  package var size: Int64?
  package var linkTarget: [UInt8]?
  package var contentDigest: ContentDigest?
  /// Which of the members of this name it is, counted from 1; the inventory sets it.
  package internal(set) var occurrence = 1
  /// The place among the members, counted from 0; the inventory sets it.
  package internal(set) var position = 0

  package init(name: [UInt8], type: MemberType) { (self.name, self.type) = (name, type) }

  /// The member that an archive holds under `header`; only files have a size and a digest.
  package init(_ header: MemberHeader, size: Int64, contentDigest: ContentDigest?) {
    self.init(name: header.name, type: header.type)
    (mode, uid, gid) = (header.mode, header.uid, header.gid)
    (userName, groupName, modified) = (header.userName, header.groupName, header.modified)
    if type == .symlink || type == .hardlink { linkTarget = header.linkTarget ?? [] }
    if type == .file { (self.size, self.contentDigest) = (size, contentDigest) }
  }

  /// The name without the slash that some archivers end the names of directories with.
  package var plainName: [UInt8] {
    guard type == .directory, name.last == UInt8(ascii: "/") else { return name }
    let end = name.lastIndex { $0 != UInt8(ascii: "/") }
    return end.map { Array(name[...$0]) } ?? [UInt8(ascii: "/")]
  }
}
