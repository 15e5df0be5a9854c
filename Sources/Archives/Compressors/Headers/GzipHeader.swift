/// The fields at the start of a gzip stream, which tell which program wrote it and how (RFC 1952, 2.3).
package struct GzipHeader: Hashable, Sendable {
  /// Seconds since 1970-01-01 UTC; 0 where the writer gave no time.
  package var modified: UInt32
  /// XFL: 2 when the writer compressed most, 4 when it was fastest.
  package var extraFlags: UInt8
  /// OS: 3 is Unix, 255 unknown.
  package var operatingSystem: UInt8
  package var name: [UInt8]?
  package var comment: [UInt8]?
  package var extraField: [UInt8]?
  /// FTEXT: the writer takes the content for text.
  package var isText: Bool
  /// FHCRC: the header ends with a checksum of itself.
  package var hasChecksum: Bool
  /// The header's length in bytes: where the compressed data begins.
  package var length: Int

  /// Nil unless `start` holds a whole gzip header.
  package init?(_ start: [UInt8]) {
    guard start.count >= 10, start.starts(with: [0x1F, 0x8B, 8]) else { return nil }
    let flags = start[3]
    modified = start[4..<8].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    (extraFlags, operatingSystem) = (start[8], start[9])
    (isText, hasChecksum) = (flags & 1 != 0, flags & 2 != 0)
    var rest = start[10...]
    if flags & 4 != 0 {
      guard rest.count >= 2, let count = rest.popFirst().map(Int.init), let high = rest.popFirst() else { return nil }
      let size = count | Int(high) << 8
      guard rest.count >= size else { return nil }
      extraField = Array(rest.prefix(size))
      rest = rest.dropFirst(size)
    }
    if flags & 8 != 0 {
      guard let text = Self.takeText(&rest) else { return nil }
      name = text
    }
    if flags & 16 != 0 {
      guard let text = Self.takeText(&rest) else { return nil }
      comment = text
    }
    length = rest.startIndex + (hasChecksum ? 2 : 0)
    guard length <= start.count else { return nil }
  }

  private static func takeText(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
    guard let end = rest.firstIndex(of: 0) else { return nil }
    defer { rest = rest[(end + 1)...] }
    return Array(rest[..<end])
  }
}
