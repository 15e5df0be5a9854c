/// The first four bytes of a zip's records (APPNOTE 4.3.7 to 4.3.16).
enum ZipSignature {
  static let local: [UInt8] = [0x50, 0x4B, 3, 4]
  static let central: [UInt8] = [0x50, 0x4B, 1, 2]
  static let digitalSignature: [UInt8] = [0x50, 0x4B, 5, 5]
  static let end: [UInt8] = [0x50, 0x4B, 5, 6]
  static let zip64End: [UInt8] = [0x50, 0x4B, 6, 6]
  static let zip64Locator: [UInt8] = [0x50, 0x4B, 6, 7]
  static let descriptor: [UInt8] = [0x50, 0x4B, 7, 8]
}

/// The bits of a member's flags that matter to a reader (APPNOTE 4.4.4).
enum ZipFlag {
  static let encrypted: UInt16 = 1 << 0
  /// An LZMA stream has an end marker.
  static let hasEndMarker: UInt16 = 1 << 1
  /// Checksum and sizes stand behind the content, and the local header may have zeros.
  static let hasDescriptor: UInt16 = 1 << 3
}
