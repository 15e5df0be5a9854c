import Archives
package import CanonicalJSON
import Diagnostics
import Store

extension InventoryMember {
  /// The value of a field as reports show it: modes in octal, times in UTC, bytes as escaped text; null for none.
  package func value(of field: MemberField) -> JSONValue {
    switch field {
    case .name: .string(escaped(bytes: name))
    case .type: .string(type.rawValue)
    case .mode: .init(mode.map { padded($0, 4, radix: 8) })
    case .uid: .init(uid)
    case .gid: .init(gid)
    case .uname: .init(userName.map { escaped(bytes: $0) })
    case .gname: .init(groupName.map { escaped(bytes: $0) })
    case .mtime: .init(modified?.text)
    case .size: .init(size)
    case .link: .init(linkTarget.map { escaped(bytes: $0) })
    case .content: .init(contentDigest.map { "sha256:" + $0.hex })
    case .position: .integer(Int64(position))
    }
  }

  /// Whether the two members have the same value in a field; by the bytes, not by how they are shown.
  func hasSame(_ field: MemberField, as other: InventoryMember) -> Bool {
    switch field {
    case .name: name == other.name
    case .type: type == other.type
    case .mode: mode == other.mode
    case .uid: uid == other.uid
    case .gid: gid == other.gid
    case .uname: userName == other.userName
    case .gname: groupName == other.groupName
    case .mtime: modified == other.modified
    case .size: size == other.size
    case .link: linkTarget == other.linkTarget
    case .content: contentDigest == other.contentDigest
    case .position: position == other.position
    }
  }
}

extension JSONValue {
  fileprivate init(_ text: String?) { self = text.map(JSONValue.string) ?? .null }
  fileprivate init(_ integer: Int64?) { self = integer.map(JSONValue.integer) ?? .null }
}
