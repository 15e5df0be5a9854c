/// The one form in which a tree is published: what a folder on a disk has by chance is fixed here.
///
/// It is what venvstacks publishes by Python's `tarfile`, so that archives of both have the same bytes.
package enum NormalForm {
  /// Group and others never write, whatever the umask was.
  package static let permissionMask: UInt32 = 0o755
  /// Links have no mode of their own on Linux; systems that store one differ.
  package static let linkMode: UInt32 = 0o755
  package static let ownerID: Int64 = 0
  package static let ownerName = Array("root".utf8)
  /// A tar is padded to whole records (POSIX pax, blocking factor 20).
  static let recordSize = 20 * 512
  /// What Python's zlib gets where no level is named, and gzip's default.
  package static let gzipLevel = 6
  /// The default of xz(1).
  package static let xzPreset = 6
  /// The default of zstd(1).
  package static let zstdLevel = 3

  /// The header of a published member; a directory's name gets a `/` at its end where it has none.
  package static func header(
    _ name: String, _ type: MemberType, mode: UInt32, modified: Timestamp, size: Int64 = 0, linkTarget: String? = nil
  ) -> MemberHeader {
    let ending = type == .directory && name.utf8.last != UInt8(ascii: "/") ? "/" : ""
    return MemberHeader(
      name: Array((name + ending).utf8), type: type,
      mode: type == .symlink ? linkMode : mode & permissionMask, uid: ownerID, gid: ownerID, userName: ownerName,
      groupName: ownerName, modified: modified, declaredSize: size, linkTarget: linkTarget.map { Array($0.utf8) })
  }
}
