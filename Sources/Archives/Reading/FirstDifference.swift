/// The offset of the first byte in which two files differ, and nil when they are the same; where one begins with the
/// whole other, it is the size of the shorter one.
package func firstDifference(_ left: ArchiveInput, _ right: ArchiveInput) throws(ArchiveError) -> Int64? {
  let comparison = FileComparison(left, right)
  let helper = comparison.isLarge ? WorkerThread { comparison.run() } : nil
  comparison.run()
  helper?.join()
  return try comparison.result()
}

/// Two files that are compared by threads which take pieces in turn.
private final class FileComparison: @unchecked Sendable {
  // Both are only read, at offsets of their own.
  private let left: ArchiveInput
  private let right: ArchiveInput
  private let size: Int64
  private let monitor = Monitor()
  // Guarded by the monitor.
  private var next: Int64 = 0
  private var first: Int64?
  private var error: ArchiveError?

  private static let pieceSize: Int64 = 4 << 20

  init(_ left: ArchiveInput, _ right: ArchiveInput) {
    (self.left, self.right, size) = (left, right, min(left.size, right.size))
  }

  /// Whether a second thread pays.
  var isLarge: Bool { size > 2 * Self.pieceSize }

  func result() throws(ArchiveError) -> Int64? {
    if let error { throw error }
    return first ?? (left.size == right.size ? nil : size)
  }

  func run() {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * readingBlockSize, alignment: 64)
    defer { buffer.deallocate() }
    while let start = nextPiece() {
      do throws(ArchiveError) {
        guard let offset = try firstDifference(in: start..<min(size, start + Self.pieceSize), buffer) else { continue }
        monitor.withLock { first = min(first ?? offset, offset) }
      } catch { monitor.withLock { self.error = error } }
    }
  }

  /// Nil when all pieces before the first difference are taken.
  private func nextPiece() -> Int64? {
    monitor.withLock {
      guard error == nil, next < first ?? size else { return nil }
      defer { next += Self.pieceSize }
      return next
    }
  }

  private func firstDifference(
    in range: Range<Int64>, _ buffer: UnsafeMutableRawBufferPointer
  ) throws(ArchiveError) -> Int64? {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let wanted = Int(min(Int64(readingBlockSize), range.upperBound - offset))
      let first = UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])
      let second = UnsafeMutableRawBufferPointer(rebasing: buffer[readingBlockSize..<readingBlockSize + wanted])
      let counts = (try left.fill(first, at: offset), try right.fill(second, at: offset))
      let common = commonPrefix(
        UnsafeRawBufferPointer(rebasing: first[..<counts.0]), UnsafeRawBufferPointer(rebasing: second[..<counts.1]))
      offset += Int64(common)
      if common < wanted { return offset }
    }
    return nil
  }
}
