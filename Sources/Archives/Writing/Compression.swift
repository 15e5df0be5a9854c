import CArchive
import CZlib

/// How a published archive is compressed: the compressor and its parameters.
package enum Compression: Hashable, Sendable {
  case none
  case gzip(level: Int = NormalForm.gzipLevel)
  case xz(preset: Int = NormalForm.xzPreset)
  case zstd(level: Int = NormalForm.zstdLevel)

  /// What follows `.tar` in the archive's name.
  package var fileExtension: String {
    switch self {
    case .none: ""
    case .gzip: ".gz"
    case .xz: ".xz"
    case .zstd: ".zst"
    }
  }

  /// All that the compressed bytes depend on besides the content; for cache keys.
  ///
  /// The version of xz and zstd is the one that libarchive was built with, which is all it tells.
  package var key: String {
    switch self {
    case .none: "none"
    case .gzip(let level): "gzip level=\(level) block=\(DeflateBlock.contentSize) zlib=\(version(zlibVersion()))"
    case .xz(let preset): "xz preset=\(preset) liblzma=\(version(archive_liblzma_version()))"
    case .zstd(let level): "zstd level=\(level) libzstd=\(version(archive_libzstd_version()))"
    }
  }

  /// A sink that compresses to `next`; with `none`, `next` itself.
  package func makeSink(to next: any ByteSink, threads: Int) throws(ArchiveError) -> any ByteSink {
    switch self {
    case .none: next
    case .gzip(let level): GzipSink(to: next, level: level, threads: threads)
    case .xz(let preset): try FilterSink.xz(to: next, preset: preset)
    case .zstd(let level): try FilterSink.zstd(to: next, level: level)
    }
  }
}

private func version(_ text: UnsafePointer<CChar>?) -> String { text.map { String(cString: $0) } ?? "none" }
