package import Store

/// Computes digest and size of what passes through to the next sink.
package final class HashingSink: ByteSink {
  private let next: (any ByteSink)?
  private var hasher = ContentHasher()
  private var size: Int64 = 0
  /// What passed through; nil before `finish()`.
  package private(set) var blob: Blob?

  /// With no next sink the bytes are only counted and hashed.
  package init(to next: (any ByteSink)? = nil) { self.next = next }

  package func write(_ block: UnsafeRawBufferPointer) throws(ArchiveError) {
    hasher.update(block)
    size += Int64(block.count)
    try next?.write(block)
  }

  package func finish() throws(ArchiveError) {
    let finished = exchange(&hasher, with: ContentHasher())
    blob = Blob(digest: finished.finish(), size: size)
    try next?.finish()
  }
}
