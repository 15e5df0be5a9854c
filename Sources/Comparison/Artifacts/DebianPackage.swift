import Archives

/// Whether a file is a Debian package: an ar whose first member is 'debian-binary' (deb(5)).
func isDebianPackage(_ input: ArchiveInput) throws(ArchiveError) -> Bool {
  let start = Array("!<arch>\ndebian-binary".utf8)
  return try input.bytes(at: 0, count: start.count) == start
}

/// `data.tar` for `data.tar.xz`, so that tars in another compression are held against each other; nil for members that
/// are not named after one (deb(5): control.tar and data.tar).
func nameWithoutCompression(_ name: [UInt8]) -> [UInt8]? {
  let stems = ["control.tar", "data.tar"].map { Array($0.utf8) }
  guard let stem = stems.first(where: name.starts) else { return nil }
  let endings = ["", ".gz", ".bz2", ".lzma", ".xz", ".zst"]
  return endings.contains { name.dropFirst(stem.count).elementsEqual($0.utf8) } ? stem : nil
}
