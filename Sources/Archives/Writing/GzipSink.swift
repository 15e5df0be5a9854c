import CZlib

/// Compresses to one gzip member on several threads; the bytes are the same for any number of them.
///
/// The content is cut into blocks of one size, each compressed with the end of the one before as dictionary. Memory is
/// bounded by the number of threads. The header holds no time and no name.
package final class GzipSink: ByteSink {
  private let next: any ByteSink
  private let level: Int
  private let threads: Int
  private let workers: DeflateWorkers
  private var current = DeflateBlock()
  private var submitted: [DeflateBlock] = []
  private var spare: [DeflateBlock] = []
  private var checksum: UInt = 0
  private var size: UInt32 = 0
  private var hasHeader = false

  package init(to next: any ByteSink, level: Int = NormalForm.gzipLevel, threads: Int) {
    precondition((0...9).contains(level), "zlib has levels 0 to 9")
    (self.next, self.level, self.threads) = (next, level, max(1, threads))
    workers = DeflateWorkers(level: level)
    current.begin(after: nil)
  }

  deinit { workers.stop() }

  package func write(_ block: UnsafeRawBufferPointer) throws(ArchiveError) {
    var rest = block
    while !rest.isEmpty {
      // Only when more follows: the last block must know that it is.
      if current.isFull { try goOn() }
      rest = current.fill(from: rest)
    }
  }

  package func finish() throws(ArchiveError) {
    current.isLast = true
    submitted.append(current)
    // A single block is compressed here, without starting a thread.
    workers.submit(current)
    while !submitted.isEmpty { try writeOldest() }
    workers.stop()
    try next.write(littleEndian(UInt32(truncatingIfNeeded: checksum)) + littleEndian(size))
    try next.finish()
  }

  /// Hands the full block to the threads and begins the next.
  private func goOn() throws(ArchiveError) {
    workers.start(threads)
    workers.submit(current)
    submitted.append(current)
    // Two blocks for each thread: one in work, one to go on with while this thread writes.
    if submitted.count >= 2 * threads { try writeOldest() }
    let block = spare.popLast() ?? DeflateBlock()
    block.begin(after: current)
    current = block
  }

  private func writeOldest() throws(ArchiveError) {
    let block = submitted.removeFirst()
    workers.wait(for: block)
    if !hasHeader { try next.write(header) }
    hasHeader = true
    try next.write(block.compressed)
    checksum = crc32_combine(checksum, block.checksum, block.contentCount)
    size &+= UInt32(block.contentCount)
    spare.append(block)
  }

  /// RFC 1952, 2.3: deflate, no flags, no time, XFL as zlib sets it, unknown OS since the bytes don't depend on one.
  private var header: [UInt8] {
    let extraFlags: UInt8 = level == 9 ? 2 : level == 1 ? 4 : 0
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, extraFlags, 255]
  }

  private func littleEndian(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
}
