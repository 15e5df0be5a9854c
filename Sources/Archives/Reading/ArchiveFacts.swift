import CArchive

/// What an archive is as a whole, beside its members.
package struct ArchiveFacts: Hashable, Sendable {
  /// The format of the members.
  package enum Format: String, Sendable { case tar, zip, cpio, ar, empty }

  /// Nil until the first member was read, or the end.
  package private(set) var format: Format?
  /// What the archive is compressed with as a whole.
  package let compression: CompressionFormat?
  /// The dialects of tar or cpio that the headers are in.
  package private(set) var dialects: Set<Dialect> = []
  /// How the extended headers of a tar are named, of more than eight ways only that there are many.
  package private(set) var extendedHeaderNames: Set<[UInt8]> = []
  /// The number of zero bytes behind the last member; nil before the end, or where other bytes follow.
  package internal(set) var endBytes: Int64?
  /// Where the zero bytes begin, among the plain bytes.
  package internal(set) var endOffset: Int64?
  /// The bytes behind the end, unless all are zero.
  package internal(set) var trailing: TrailingBytes?
  /// The bytes behind the compressed stream, unless all are zero.
  package internal(set) var streamTrailing: TrailingBytes?

  init(_ archive: OpenedArchive) {
    switch archive {
    case .zip: (format, compression) = (.zip, nil)
    case .stream(let stage): (format, compression) = (nil, stage.compression)
    }
  }

  /// A dialect of tar or cpio; the raw value is its name in reports.
  package enum Dialect: String, Sendable, Hashable, CaseIterable {
    case ustar, pax, gnu, v7
    case odc, newc
    case newcChecksum = "newc with checksums"
    case binary
  }

  /// `tar.gz`, `zip`; nil until the format is known.
  package var name: String? { format.map { $0.rawValue + (compression.map { ".\($0.suffix)" } ?? "") } }

  /// Takes the first block of a member's headers.
  mutating func note(headerStart: [UInt8], of member: [UInt8]) {
    guard format == .tar, let name = ExtendedHeaderName(headerStart, of: member) else { return }
    if extendedHeaderNames.insert(name.pattern).inserted, extendedHeaderNames.count > 8 {
      extendedHeaderNames = [Array("many".utf8)]
    }
  }

  /// Takes libarchive's number for the format of the header that was read last.
  mutating func note(_ code: CInt) {
    switch code & ARCHIVE_FORMAT_BASE_MASK {
    case ARCHIVE_FORMAT_TAR: format = .tar
    case ARCHIVE_FORMAT_ZIP: format = .zip
    case ARCHIVE_FORMAT_CPIO: format = .cpio
    case ARCHIVE_FORMAT_AR: format = .ar
    default: format = format ?? .empty
    }
    switch code {
    case ARCHIVE_FORMAT_TAR: dialects.insert(.v7)
    case ARCHIVE_FORMAT_TAR_USTAR: dialects.insert(.ustar)
    case ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE, ARCHIVE_FORMAT_TAR_PAX_RESTRICTED: dialects.insert(.pax)
    case ARCHIVE_FORMAT_TAR_GNUTAR: dialects.insert(.gnu)
    case ARCHIVE_FORMAT_CPIO_POSIX: dialects.insert(.odc)
    case ARCHIVE_FORMAT_CPIO_SVR4_NOCRC: dialects.insert(.newc)
    case ARCHIVE_FORMAT_CPIO_SVR4_CRC: dialects.insert(.newcChecksum)
    case ARCHIVE_FORMAT_CPIO_BIN_BE, ARCHIVE_FORMAT_CPIO_BIN_LE: dialects.insert(.binary)
    default: break
    }
  }
}

extension CompressionFormat {
  /// What the names of files compressed so end in.
  package var suffix: String {
    switch self {
    case .gzip: "gz"
    case .bzip2: "bz2"
    case .xz: "xz"
    case .lzma: "lzma"
    case .zstd: "zst"
    }
  }
}
