import CArchive
import Glibc

extension MemberHeader {
  /// The fields of libarchive's entry; names are the bytes that are stored.
  init(_ entry: OpaquePointer) {
    let hardlink = bytes(archive_entry_hardlink(entry))
    self.init(
      name: bytes(archive_entry_pathname(entry)) ?? bytes(archive_entry_pathname_utf8(entry)) ?? [],
      type: hardlink != nil ? .hardlink : MemberType(fileType: archive_entry_filetype(entry)),
      mode: UInt32(archive_entry_perm(entry)) & 0o7777, uid: archive_entry_uid(entry), gid: archive_entry_gid(entry),
      userName: bytes(archive_entry_uname(entry)) ?? [], groupName: bytes(archive_entry_gname(entry)) ?? [],
      modified: modificationTime(entry),
      declaredSize: archive_entry_size_is_set(entry) != 0 ? archive_entry_size(entry) : nil,
      linkTarget: hardlink ?? bytes(archive_entry_symlink(entry)) ?? bytes(archive_entry_symlink_utf8(entry)))
    attributes = Archives.attributes(of: entry)
    if type == .characterDevice || type == .blockDevice {
      device = DeviceNumbers(
        major: Int64(archive_entry_rdevmajor(entry)), minor: Int64(archive_entry_rdevminor(entry)))
    }
  }
}

extension MemberType {
  /// An unknown type is read as a file, which is what POSIX asks for (pax, 'ustar Interchange Format', typeflag).
  init(fileType: mode_t) {
    self =
      switch fileType {
      case S_IFDIR: .directory
      case S_IFLNK: .symlink
      case S_IFCHR: .characterDevice
      case S_IFBLK: .blockDevice
      case S_IFIFO: .fifo
      case S_IFSOCK: .socket
      default: .file
      }
  }
}

private func modificationTime(_ entry: OpaquePointer) -> Timestamp? {
  guard archive_entry_mtime_is_set(entry) != 0 else { return nil }
  return Timestamp(
    seconds: Int64(archive_entry_mtime(entry)), nanoseconds: Int32(truncatingIfNeeded: archive_entry_mtime_nsec(entry)))
}

private func bytes(_ text: UnsafePointer<CChar>?) -> [UInt8]? {
  guard let text else { return nil }
  return Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
}
