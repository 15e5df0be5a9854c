/// Takes bytes in blocks, one after the other.
package protocol ByteSink: AnyObject {
  func write(_ block: UnsafeRawBufferPointer) throws(ArchiveError)
  /// Writes what is still held back, here and in the sinks behind; without it the output is incomplete.
  func finish() throws(ArchiveError)
}

extension ByteSink {
  /// Writes bytes that are in memory.
  package func write(_ bytes: [UInt8]) throws(ArchiveError) {
    var failure: ArchiveError?
    // withUnsafeBytes can't pass on a typed error.
    bytes.withUnsafeBytes { block in
      do throws(ArchiveError) { try write(block) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}

/// Keeps the output in memory.
package final class MemorySink: ByteSink {
  package private(set) var bytes: [UInt8] = []
  package private(set) var isFinished = false

  package init() {}

  package func write(_ block: UnsafeRawBufferPointer) { bytes += block }

  package func finish() { isFinished = true }
}
