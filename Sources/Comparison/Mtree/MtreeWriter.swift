import Archives
import Store

/// Writes inventories as mtree(5) files: one line a member, in stored order.
///
/// Names are written as `./` and the member's name, so that each line stands for itself and any name can be held:
/// `/a` becomes `.//a`, and `./a` becomes `././a`. A hard link is a line with `type=file`, a `link` and no size, for the
/// format has no type of its own for them.
///
/// `bsdtar` reads all of this, with three exceptions that lie in the format or in its reader: it ends a name at a NUL,
/// shows members of the same name once, and warns of `type=socket`.
package enum MtreeWriter {
  /// The file that stands for `inventory`.
  ///
  /// The second line names the fields that the inventory knows, so that a member without a time can be told from an
  /// inventory without times.
  package static func text(of inventory: Inventory) -> String { String(decoding: bytes(of: inventory), as: UTF8.self) }

  /// The bytes of ``text(of:)``, which are all ASCII.
  package static func bytes(of inventory: Inventory) -> [UInt8] {
    var line = MtreeLineWriter(fields: inventory.fields.intersection(MemberField.heldByMtree))
    line.append("#mtree\n\(mtreeFieldsComment)")
    for field in line.fields.sorted() where field != .name { line.append(" \(field.rawValue)") }
    line.append("\n")
    line.bytes.reserveCapacity(inventory.members.count * 200)
    for member in inventory.members { line.append(member) }
    return line.bytes
  }
}

/// What the comment begins with that lists the fields of an inventory.
let mtreeFieldsComment = "# fields:"

private struct MtreeLineWriter {
  let fields: Set<MemberField>
  var bytes: [UInt8] = []

  mutating func append(_ member: InventoryMember) {
    append("./")
    appendMtreeEscaped(member.name, to: &bytes)
    append(" type=\(member.type.mtreeWord)")
    if let mode = member.mode, has(.mode) { append(" mode=\(padded(mode, 4, radix: 8))") }
    if let uid = member.uid, has(.uid) { append(" uid=\(uid)") }
    if let gid = member.gid, has(.gid) { append(" gid=\(gid)") }
    if let name = member.userName, has(.uname) { append(" uname=", escaping: name) }
    if let name = member.groupName, has(.gname) { append(" gname=", escaping: name) }
    if let time = member.modified, has(.mtime) { append(" time=\(time.mtreeWord)") }
    if let size = member.size, has(.size) { append(" size=\(size)") }
    if let target = member.linkTarget, has(.link) || member.type == .hardlink { append(" link=", escaping: target) }
    if let digest = member.contentDigest, has(.content) { append(" sha256digest=\(digest.hex)") }
    append("\n")
  }

  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func append(_ keyword: String, escaping value: [UInt8]) {
    append(keyword)
    appendMtreeEscaped(value, to: &bytes)
  }

  private func has(_ field: MemberField) -> Bool { fields.contains(field) }
}

extension MemberType {
  fileprivate var mtreeWord: String {
    switch self {
    case .file, .hardlink: "file"
    case .directory: "dir"
    case .symlink: "link"
    case .characterDevice: "char"
    case .blockDevice: "block"
    case .fifo: "fifo"
    case .socket: "socket"
    }
  }
}

extension Timestamp {
  /// Seconds, a dot and nanoseconds, which readers take for a number of their own: hence nine digits or a single 0.
  fileprivate var mtreeWord: String { "\(seconds).\(nanoseconds == 0 ? "0" : padded(nanoseconds, 9))" }
}
