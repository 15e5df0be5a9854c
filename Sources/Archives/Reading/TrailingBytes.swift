package import Store

/// Bytes behind the end of an archive or a compressed stream that are not all zero.
package struct TrailingBytes: Hashable, Sendable {
  /// In bytes.
  package var count: Int64
  package var digest: ContentDigest
}

extension TrailingBytes: CustomStringConvertible {
  /// Such as `3 bytes, sha256 …`.
  package var description: String { "\(count) bytes, sha256 \(digest.hex)" }
}

/// What a compressed file unpacks to.
protocol DecompressedSource: ByteSource {
  /// What follows the last stream; complete once all was read, nil where that is nothing but zeros.
  var trailing: TrailingBytes? { get }
}

/// Counts the bytes behind the end while they are read, and hashes them from the first that is not zero on.
struct TrailingBytesReader: ~Copyable {
  private(set) var count: Int64 = 0
  private var hasher: ContentHasher?

  mutating func add(_ block: UnsafeRawBufferPointer) {
    if hasher == nil, !block.allSatisfy({ $0 == 0 }) {
      hasher = ContentHasher()
      hashZeros()
    }
    hasher?.update(block)
    count += Int64(block.count)
  }

  /// For zeros that were passed over before anything else was added.
  mutating func add(zeros: Int64) { count += zeros }

  mutating func addRest(of source: any ByteSource) throws(ArchiveError) {
    while let block = try source.nextBlock() { add(block) }
  }

  /// Nil where all bytes are zero.
  mutating func finish() -> TrailingBytes? {
    guard let hasher = hasher.take() else { return nil }
    return TrailingBytes(count: count, digest: hasher.finish())
  }

  /// Those that came before.
  private mutating func hashZeros() {
    var rest = count
    while rest > 0 {
      let zeros = [UInt8](repeating: 0, count: Int(min(rest, 64 << 10)))
      zeros.withUnsafeBytes { hasher?.update($0) }
      rest -= Int64(zeros.count)
    }
  }
}
