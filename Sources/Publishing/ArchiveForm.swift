package import Archives
package import Specs

/// How a published archive is written: its container and compressor with their parameters.
package enum ArchiveForm: Hashable, Sendable {
  case tar(Compression)
  case zip

  package init(_ format: PublishFormat) {
    self =
      switch format {
      case .tarXz: .tar(.xz())
      case .tarGz: .tar(.gzip())
      case .tarZst: .tar(.zstd())
      case .zip: .zip
      }
  }

  /// All that the archive's bytes depend on besides the tree; for cache keys.
  var key: String {
    switch self {
    case .tar(let compression): compression.key
    // A zip's members are deflated one by one, by the same zlib.
    case .zip: "zip \(Compression.gzip().key)"
    }
  }
}
