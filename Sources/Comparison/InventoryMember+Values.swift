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
    case .mtime: .init(shownTime)
    case .size: .init(size)
    case .link: .init(linkTarget.map { escaped(bytes: $0) })
    case .device: .init(device.map { "\($0.major):\($0.minor)" })
    case .attributes: .init(attributes.map(shown))
    case .content: .init(contentDigest.map { "sha256:" + $0.hex })
    case .method: .init(zip.map { methodName($0.method) })
    case .compressed: .init(zip?.compressedSize)
    case .creator: .init(zip.map(shownCreator))
    case .flags: .init(zip.map { "0x" + padded($0.flags, 4, radix: 16) })
    case .extra: .init(zip.map { shownExtra($0) })
    case .comment: .init(zip.map { escaped(bytes: $0.comment) })
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
    case .mtime: modified == other.modified && hasSameClockTime(as: other)
    case .size: size == other.size
    case .link: linkTarget == other.linkTarget
    case .device: device == other.device
    case .attributes: attributes == other.attributes
    case .content: content == other.content
    case .method: zip?.method == other.zip?.method
    // Another content is packed to other bytes; that is no difference of its own.
    case .compressed: compressed == other.compressed || content == nil || content != other.content
    case .creator: zip?.creator == other.zip?.creator
    case .flags: zip?.flags == other.zip?.flags
    case .extra: zip?.localExtra == other.zip?.localExtra && zip?.centralExtra == other.zip?.centralExtra
    case .comment: zip?.comment == other.zip?.comment
    case .position: position == other.position
    }
  }
}

extension InventoryMember {
  /// Whether the clock times that zips hold are the same; a member that has none is not held against one that has.
  private func hasSameClockTime(as other: InventoryMember) -> Bool {
    guard let zip, let otherZip = other.zip else { return true }
    return zip.dosTime == otherZip.dosTime
  }

  /// The time, and a zip's clock time beside it where the two don't say the same.
  private var shownTime: String? {
    guard let clock = zip?.clockTime, let time = modified?.text, time != clock + "Z" else { return modified?.text }
    return "\(time), \(clock) by the clock"
  }
}

extension ZipFields {
  /// Date and time as DOS packs them (APPNOTE 4.4.6), in no known time zone and as they stand: a month may be 0; nil for
  /// none.
  fileprivate var clockTime: String? {
    guard dosTime != 0 else { return nil }
    let date = [(1980 + (dosTime >> 25), 4), (dosTime >> 21 & 15, 2), (dosTime >> 16 & 31, 2)]
    let time = [dosTime >> 11 & 31, dosTime >> 5 & 63, (dosTime & 31) * 2]
    return date.map { padded($0.0, $0.1) }.joined(separator: "-") + "T"
      + time.map { padded($0, 2) }.joined(separator: ":")
  }

  /// What tells of the program that wrote the member.
  fileprivate var creator: [UInt32] {
    [
      UInt32(creatorVersion), UInt32(creatorSystem), UInt32(versionNeeded), UInt32(internalAttributes),
      externalAttributes,
    ]
  }
}

private func shown(_ attributes: [MemberAttribute]) -> String {
  attributes.map { "\(escaped(bytes: $0.name))=\(escaped(bytes: $0.value))" }.joined(separator: ", ")
}

/// The names that APPNOTE 4.4.5 has for the methods.
private func methodName(_ method: UInt16) -> String {
  switch method {
  case 0: "stored"
  case 8: "deflate"
  case 9: "deflate64"
  case 12: "bzip2"
  case 14: "lzma"
  case 93: "zstd"
  case 95: "xz"
  default: "method \(method)"
  }
}

/// The systems are those of APPNOTE 4.4.2.2.
private func shownCreator(_ zip: ZipFields) -> String {
  let systems: [UInt8: String] = [0: "MS-DOS", 3: "Unix", 7: "Macintosh", 10: "NTFS", 19: "macOS"]
  let system = systems[zip.creatorSystem] ?? "system \(zip.creatorSystem)"
  return "\(system), version \(zip.creatorVersion), needs \(zip.versionNeeded), "
    + "attributes 0x\(padded(zip.externalAttributes, 8, radix: 16)) and \(zip.internalAttributes)"
}

private func shownExtra(_ zip: ZipFields) -> String {
  func list(_ fields: [ZipExtraField]) -> String {
    fields.isEmpty
      ? "none"
      : fields.map { "0x\(padded($0.id, 4, radix: 16)):\($0.data.map { hexadecimal($0) }.joined())" }.joined(
        separator: " ")
  }
  return zip.localExtra == zip.centralExtra
    ? list(zip.localExtra) : "local \(list(zip.localExtra)), central \(list(zip.centralExtra))"
}

extension JSONValue {
  fileprivate init(_ text: String?) { self = text.map(JSONValue.string) ?? .null }
  fileprivate init(_ integer: Int64?) { self = integer.map(JSONValue.integer) ?? .null }
}
