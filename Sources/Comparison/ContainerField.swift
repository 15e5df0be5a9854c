/// A field of an artifact as a whole, beside its members; the raw value is its name in reports.
package enum ContainerField: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Archive format and compression, such as `tar.gz`.
  case format
  /// The dialects of tar that occur among the headers.
  case dialect = "tar.dialect"
  /// How the extended headers of a pax archive are named: `%d` and `%f` stand for a member's folder and name.
  case paxNames = "tar.pax-names"
  /// The number of zero bytes that end a tar.
  case endBytes = "tar.end-bytes"
  case gzipModified = "gzip.mtime"
  case gzipName = "gzip.name"
  case gzipOperatingSystem = "gzip.os"
  case gzipExtraFlags = "gzip.xfl"
  case gzipComment = "gzip.comment"
  case gzipExtraField = "gzip.extra"
  /// The flags that no other field stands for.
  case gzipFlags = "gzip.flags"
  case xzCheck = "xz.check"
  case xzFilters = "xz.filters"
  case xzBlocks = "xz.blocks"
  case zstdWindow = "zstd.window"
  case zstdContentSize = "zstd.content-size"
  case zstdChecksum = "zstd.checksum"
  case lzmaProperties = "lzma.properties"
  case bzip2Level = "bzip2.level"
  /// The number of gzip members, or of xz, zstd or bzip2 streams, that stand one after the other.
  case streams
  /// Which program and level wrote the compressed stream, as far as its bytes tell.
  case compressor
  /// The compressed bytes, where what they unpack to is the same.
  case compressed
  case zipComment = "zip.comment"
  /// What stands before the first member of a zip.
  case zipPrefix = "zip.prefix"
  /// Bytes of a zip that belong to no member and to no directory.
  case zipGaps = "zip.gaps"
  /// Whether the central directory lists the members in another order than they are stored in.
  case zipOrder = "zip.order"
  /// What follows the end of the archive.
  case trailingBytes = "trailing-bytes"
  /// Bytes that no other field stands for: the offset of the first that differs, and the region it lies in.
  case bytes

  /// In the order of declaration, which is the order of reports.
  package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
