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
  package var content: ContentIdentity?
  /// Which of the members of this name it is, counted from 1; the inventory sets it.
  package internal(set) var occurrence = 1
  /// The place among the members, counted from 0; the inventory sets it.
  package internal(set) var position = 0
  /// What few members have, in a box: none, or one element.
  private var rarities: [MemberRarities] = []

  package init(name: [UInt8], type: MemberType) { (self.name, self.type) = (name, type) }

  /// The member that an archive holds under `header`; only files have a size and a digest.
  package init(_ header: MemberHeader, size: Int64, contentDigest: ContentDigest?) {
    self.init(name: header.name, type: header.type)
    (mode, uid, gid) = (header.mode, header.uid, header.gid)
    (userName, groupName, modified) = (header.userName, header.groupName, header.modified)
    if header.device != nil { device = header.device }
    if !header.attributes.isEmpty { attributes = header.attributes }
    if header.zip != nil { zip = header.zip }
    if type == .symlink || type == .hardlink { linkTarget = header.linkTarget ?? [] }
    if type == .file { (self.size, content) = (size, contentDigest.map { .digest($0) }) }
  }

  /// The digest of the content, where it was hashed.
  package var contentDigest: ContentDigest? {
    get { if case .digest(let digest)? = content { digest } else { nil } }
    set { content = newValue.map { .digest($0) } }
  }

  /// The name without the slash that some archivers end the names of directories with.
  package var plainName: [UInt8] {
    guard type == .directory, name.last == UInt8(ascii: "/") else { return name }
    let end = name.lastIndex { $0 != UInt8(ascii: "/") }
    return end.map { Array(name[...$0]) } ?? [UInt8(ascii: "/")]
  }

  /// What the member is matched by: its plain name, unless another one was set.
  package var matchedName: [UInt8] {
    get { rarities.first?.matchedName ?? plainName }
    set { rare.matchedName = newValue }
  }
}

/// What few members have.
private struct MemberRarities: Hashable, Sendable {
  var device: DeviceNumbers?
  var attributes: [MemberAttribute] = []
  var zip: ZipFields?
  var compressed: ContentIdentity?
  var examination: ContentExamination?
  var explanation: ContentDifference?
  var inner: Inventory?
  var matchedName: [UInt8]?
}

extension InventoryMember {
  package var device: DeviceNumbers? {
    get { rarities.first?.device }
    set { rare.device = newValue }
  }

  /// In the order of their names; nil where the artifact holds none.
  package var attributes: [MemberAttribute]? {
    get { rarities.first.flatMap { $0.attributes.isEmpty ? nil : $0.attributes } }
    set { rare.attributes = newValue ?? [] }
  }

  package var zip: ZipFields? {
    get { rarities.first?.zip }
    set { rare.zip = newValue }
  }

  /// The stored bytes of a zip that the content was unpacked from.
  package var compressed: ContentIdentity? {
    get { rarities.first?.compressed }
    set { rare.compressed = newValue }
  }

  /// Why the content differs from the other side's; the same on both sides, nil where nothing was looked for.
  package var examination: ContentExamination? {
    get { rarities.first?.examination }
    set { rare.examination = newValue }
  }

  /// How the content differs from the other side's; the same on both sides, nil where nobody looked.
  package var explanation: ContentDifference? {
    get { rarities.first?.explanation }
    set { rare.explanation = newValue }
  }

  /// The members inside, where the content is an archive that was compared with the other side's.
  package var inner: Inventory? {
    get { rarities.first?.inner }
    set { rare.inner = newValue }
  }

  private var rare: MemberRarities {
    get { rarities.first ?? MemberRarities() }
    set { rarities = newValue == MemberRarities() ? [] : [newValue] }
  }
}
