import Glibc

extension MemberHeader {
  /// The fields by the central directory; the local header adds what only stands there.
  init(_ central: ZipCentralHeader, _ local: ZipLocalHeader?) {
    let header = central.header
    let (type, mode) = typeAndMode(central)
    let owner = header.extra.owner ?? local?.header.extra.owner
    self.init(
      name: header.name, type: type, mode: mode, uid: owner?.uid ?? 0, gid: owner?.gid ?? 0,
      modified: header.extra.modified ?? local?.header.extra.modified ?? Timestamp(dosTime: header.dosTime),
      declaredSize: header.size)
    zip = ZipFields(central, local)
  }
}

extension ZipFields {
  init(_ central: ZipCentralHeader, _ local: ZipLocalHeader?) {
    self.init()
    (method, flags, dosTime) = (central.header.method, central.header.flags, central.header.dosTime)
    (creatorVersion, creatorSystem) = (central.creatorVersion, central.creatorSystem)
    versionNeeded = central.header.versionNeeded
    (internalAttributes, externalAttributes) = (central.internalAttributes, central.externalAttributes)
    (localExtra, centralExtra) = (local?.header.extra.fields ?? [], central.header.extra.fields)
    (comment, checksum, compressedSize) = (central.comment, central.header.checksum, central.header.compressedSize)
  }
}

/// The Unix mode in the upper half of the attributes, else what the attributes of DOS in the lower byte stand for; a
/// slash at the end of the name makes a folder (APPNOTE 4.4.15 and 4.4.2.2: 3 is Unix, 19 macOS).
private func typeAndMode(_ central: ZipCentralHeader) -> (MemberType, UInt32) {
  let attributes = central.externalAttributes
  let hasSlash = central.header.name.last == UInt8(ascii: "/")
  let unixMode = [3, 19].contains(central.creatorSystem) ? attributes >> 16 : 0
  guard unixMode == 0 else {
    let type = MemberType(fileType: unixMode & S_IFMT)
    return (hasSlash && type != .symlink ? .directory : type, unixMode & 0o7777)
  }
  let isFolder = hasSlash || attributes & 0x10 != 0
  // What libarchive and most programs unpack such members with.
  return (isFolder ? .directory : .file, (isFolder ? 0o775 : 0o664) & (attributes & 1 == 0 ? 0o777 : 0o555))
}
