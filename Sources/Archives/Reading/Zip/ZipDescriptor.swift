/// The checksum and sizes that may stand behind a member's content (APPNOTE 4.3.9).
enum ZipDescriptor: Equatable {
  case none
  case present(size: Int64)
  /// The flags promise one, but what is there says something else than the directory.
  case differs

  init(
    _ central: ZipHeader, _ local: ZipHeader, at offset: Int64, in window: InputWindow
  ) throws(ArchiveError) {
    self = .none
    guard (central.flags | local.flags) & ZipFlag.hasDescriptor != 0 else { return }
    let bytes = try window.bytes(at: offset, count: 24)
    // The signature is optional, and so is the wide form, whatever the version says.
    for (start, isWide) in [(4, false), (4, true), (0, false), (0, true)] {
      let size = start + (isWide ? 20 : 12)
      guard bytes.count >= size, start == 0 || bytes.starts(with: ZipSignature.descriptor) else { continue }
      let numbers =
        isWide
        ? [4, 12].map { Int64(clamping: bytes.little(UInt64.self, at: start + $0)) }
        : [4, 8].map { Int64(bytes.little(UInt32.self, at: start + $0)) }
      if bytes.little(UInt32.self, at: start) == central.checksum, numbers == [central.compressedSize, central.size] {
        self = .present(size: Int64(size))
        return
      }
    }
    // Some writers set the flag although the numbers stand in the local header, and leave the descriptor out.
    let isTold = (local.checksum, local.compressedSize, local.size)
    if isTold != (central.checksum, central.compressedSize, central.size) { self = .differs }
  }

  var size: Int64 { if case .present(let size) = self { size } else { 0 } }
}
