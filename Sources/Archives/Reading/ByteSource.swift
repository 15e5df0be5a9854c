/// Bytes that come in blocks, one after the other.
package protocol ByteSource: AnyObject {
  /// The next block, valid until there is a further one; nil at the end, also when asked again.
  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer?
}

/// A source that can leave bytes out without reading them.
protocol SkippingSource: ByteSource {
  /// Leaves out up to `count` bytes behind the block that was given last; the result is how many.
  func skip(_ count: Int64) -> Int64
}

/// Reads an archive from its start to its end.
package final class InputSource: SkippingSource {
  private let input: ArchiveInput
  private var position: Int64 = 0
  private var blockSize = readingBlockSize
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: readingBlockSize, alignment: 16)

  package init(_ input: ArchiveInput) { self.input = input }

  deinit { buffer.deallocate() }

  package func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    let count = try input.read(at: position, into: .init(rebasing: buffer[..<blockSize]))
    blockSize = min(2 * blockSize, readingBlockSize)
    position += Int64(count)
    return count == 0 ? nil : UnsafeRawBufferPointer(rebasing: buffer[..<count])
  }

  func skip(_ count: Int64) -> Int64 {
    let skipped = max(0, min(count, input.size - position))
    position += skipped
    // Who skips looks at headers; whole blocks would read again what was just left out.
    if skipped > 0 { blockSize = 4096 }
    return skipped
  }
}

/// A source whose first block can be looked at before it is read.
final class PeekedSource: SkippingSource {
  private let source: any ByteSource
  private var first: UnsafeRawBufferPointer?
  /// The first bytes, at most 512.
  let start: [UInt8]

  init(_ source: any ByteSource) throws(ArchiveError) {
    self.source = source
    first = try source.nextBlock()
    start = first.map { Array($0.prefix(512)) } ?? []
  }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    guard let block = first else { return try source.nextBlock() }
    first = nil
    return block
  }

  func skip(_ count: Int64) -> Int64 { first == nil ? (source as? any SkippingSource)?.skip(count) ?? 0 : 0 }
}

/// A multiple of tar's 512, so that no header lies in two blocks; large enough to make system calls cheap.
let readingBlockSize = 128 << 10
