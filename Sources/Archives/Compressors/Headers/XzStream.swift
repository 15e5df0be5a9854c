/// The parameters of an xz stream: the check of its stream header and its first block's header (xz file format, 2 and 3).
package struct XzStream: Hashable, Sendable {
  package enum Check: UInt8, Hashable, Sendable {
    case none = 0
    case crc32 = 1
    case crc64 = 4
    case sha256 = 10
  }

  /// The number of the check; ``check`` is its name.
  package var checkID: UInt8
  /// Nil in a stream without blocks.
  package var firstBlock: XzBlockHeader?

  /// Enough of a file's start for ``init(_:)``, in bytes.
  package static let longestStart = headerSize + XzBlockHeader.longest
  static let headerSize = 12
  static let magic: [UInt8] = [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]

  /// Nil unless `start` begins with a stream header; checksums are not verified.
  package init?(_ start: [UInt8]) {
    guard start.count >= Self.headerSize, start.starts(with: Self.magic), start[6] == 0,
      start[7] <= 15
    else { return nil }
    checkID = start[7]
    firstBlock = XzBlockHeader(start[Self.headerSize...])
  }

  /// `none`, `CRC32`, `CRC64`, `SHA-256`, or the number of another.
  package var check: String {
    switch Check(rawValue: checkID) {
    case .some(.none): "none"
    case .crc32: "CRC32"
    case .crc64: "CRC64"
    case .sha256: "SHA-256"
    case nil: "check \(checkID)"
    }
  }

  /// Such as `x86, lzma2 dict=8MiB`; nil in a stream without blocks.
  package var filters: String? { firstBlock.map { $0.filters.map(\.description).joined(separator: ", ") } }
}
