import CArchive
import Glibc

/// What libarchive's entry holds beside the usual fields, in the order of names.
func attributes(of entry: OpaquePointer) -> [MemberAttribute] {
  var attributes =
    times(of: entry) + extendedAttributes(of: entry) + accessControlLists(of: entry)
    + sparseMap(of: entry)
  if let flags = archive_entry_fflags_text(entry) {
    attributes.append(.init("flags", Array(String(cString: flags).utf8)))
  }
  guard attributes.count > 1 else { return attributes }
  return attributes.sorted { ($0.name, $0.value).0.lexicographicallyPrecedes($1.name) }
}

/// What a cpio holds of the file system: the number of the inode, that of its device, and how many links there were.
///
/// A number up to the member's place, from 1 on, was counted by the writer and says nothing but the order.
func inodeNumbers(of entry: OpaquePointer, at position: Int) -> [MemberAttribute] {
  let number = archive_entry_ino64(entry)
  let device = "\(archive_entry_devmajor(entry)):\(archive_entry_devminor(entry))"
  let inode = (0...Int64(position)).contains(number) ? [] : [MemberAttribute("inode", Array("\(number)".utf8))]
  return inode + [
    MemberAttribute("inode.device", Array(device.utf8)),
    MemberAttribute("inode.links", Array("\(archive_entry_nlink(entry))".utf8)),
  ]
}

private func times(of entry: OpaquePointer) -> [MemberAttribute] {
  var result: [MemberAttribute] = []
  func add(_ name: String, _ isSet: CInt, _ seconds: Int, _ nanoseconds: Int) {
    guard isSet != 0 else { return }
    let fraction = String(nanoseconds)
    let padded = String(repeating: "0", count: max(0, 9 - fraction.count)) + fraction
    result.append(.init(name, Array((nanoseconds == 0 ? "\(seconds)" : "\(seconds).\(padded)").utf8)))
  }
  add("atime", archive_entry_atime_is_set(entry), archive_entry_atime(entry), archive_entry_atime_nsec(entry))
  add("ctime", archive_entry_ctime_is_set(entry), archive_entry_ctime(entry), archive_entry_ctime_nsec(entry))
  add(
    "birthtime", archive_entry_birthtime_is_set(entry), archive_entry_birthtime(entry),
    archive_entry_birthtime_nsec(entry))
  return result
}

private func extendedAttributes(of entry: OpaquePointer) -> [MemberAttribute] {
  guard archive_entry_xattr_reset(entry) > 0 else { return [] }
  var result: [MemberAttribute] = []
  var (name, value, size) = (UnsafePointer<CChar>?.none, UnsafeRawPointer?.none, 0)
  while archive_entry_xattr_next(entry, &name, &value, &size) == ARCHIVE_OK, let name {
    let bytes = Array(UnsafeRawBufferPointer(start: value, count: size))
    result.append(MemberAttribute(name: Array("xattr.".utf8) + Array(String(cString: name).utf8), value: bytes))
  }
  return result
}

private func accessControlLists(of entry: OpaquePointer) -> [MemberAttribute] {
  let kinds = [
    ("acl.access", ARCHIVE_ENTRY_ACL_TYPE_ACCESS), ("acl.default", ARCHIVE_ENTRY_ACL_TYPE_DEFAULT),
    // libarchive has a macro for the NFSv4 kinds that Swift can't read: allow, deny, audit and alarm.
    ("acl.nfs4", CInt(0x3C00)),
  ]
  return kinds.compactMap { name, kind in
    guard archive_entry_acl_count(entry, kind) > 0, let text = archive_entry_acl_to_text(entry, nil, kind) else {
      return nil
    }
    defer { free(text) }
    return MemberAttribute(name, Array(String(cString: text).utf8))
  }
}

/// Where a sparse file has data: `OFFSET+SIZE` for the first regions, and how many there are of more.
private func sparseMap(of entry: OpaquePointer) -> [MemberAttribute] {
  let count = archive_entry_sparse_reset(entry)
  guard count > 0 else { return [] }
  var (regions, offset, size) = ([String](), Int64(0), Int64(0))
  while regions.count < 8, archive_entry_sparse_next(entry, &offset, &size) == ARCHIVE_OK {
    regions.append("\(offset)+\(size)")
  }
  if Int(count) > regions.count { regions.append("and \(Int(count) - regions.count) more") }
  return [MemberAttribute("sparse", Array(regions.joined(separator: " ").utf8))]
}

extension MemberAttribute {
  fileprivate init(_ name: String, _ value: [UInt8]) { self.init(name: Array(name.utf8), value: value) }
}
