import CZlib

/// One block of content on its way through the compressor, with the buffers it keeps for the next one.
///
/// Belongs to one thread at a time; ``DeflateWorkers`` hands it over under its lock.
final class DeflateBlock: @unchecked Sendable {
  /// As pigz has it: 256 and 512 KiB were measured to be no faster and to give slightly larger output.
  ///
  /// The output's bytes depend on it, so it must not depend on the machine.
  static let contentSize = 128 << 10
  /// As far as deflate can look back (RFC 1951, 2).
  static let dictionarySize = 32 << 10

  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: dictionarySize + contentSize, alignment: 64)
  // More than deflateBound gives for this size at any level, and the empty block of a sync flush.
  private let output = UnsafeMutableRawBufferPointer.allocate(
    byteCount: contentSize + contentSize / 8 + 1024, alignment: 64)
  private var dictionaryCount = 0
  private var outputCount = 0
  private(set) var contentCount = 0
  private(set) var checksum: UInt = 0
  var isLast = false
  var isDone = false

  deinit {
    input.deallocate()
    output.deallocate()
  }

  var isFull: Bool { contentCount == Self.contentSize }

  /// The deflate blocks made of the content.
  var compressed: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: output[..<outputCount]) }

  /// Empties the block and takes the end of the one before as dictionary.
  func begin(after previous: DeflateBlock?) {
    (isLast, isDone, contentCount, outputCount) = (false, false, 0, 0)
    dictionaryCount = previous.map { min(Self.dictionarySize, $0.contentCount) } ?? 0
    guard let previous else { return }
    let end = Self.dictionarySize + previous.contentCount
    dictionary.copyMemory(from: .init(rebasing: previous.input[(end - dictionaryCount)..<end]))
  }

  /// Takes as much as there is room for and returns the rest.
  func fill(from bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let count = min(bytes.count, Self.contentSize - contentCount)
    let room = UnsafeMutableRawBufferPointer(rebasing: input[(Self.dictionarySize + contentCount)...])
    room.copyMemory(from: .init(rebasing: bytes[..<count]))
    contentCount += count
    return UnsafeRawBufferPointer(rebasing: bytes[count...])
  }

  /// Compresses the content; the result depends on nothing but content, dictionary and the stream's level.
  func compress(by stream: UnsafeMutablePointer<z_stream>) {
    deflateReset(stream)
    let start = pointer(dictionary)
    if dictionaryCount > 0 { deflateSetDictionary(stream, start, UInt32(dictionaryCount)) }
    let content = start + dictionaryCount
    checksum = UInt(crc32(of: UnsafeRawBufferPointer(start: content, count: contentCount)))
    (stream.pointee.next_in, stream.pointee.avail_in) = (content, UInt32(contentCount))
    stream.pointee.next_out = pointer(output)
    stream.pointee.avail_out = UInt32(output.count)
    // A sync flush ends on a byte, where the next block's bytes can follow.
    let status = deflate(stream, isLast ? Z_FINISH : Z_SYNC_FLUSH)
    precondition(status == (isLast ? Z_STREAM_END : Z_OK) && stream.pointee.avail_out > 0, "zlib needs more room")
    outputCount = output.count - Int(stream.pointee.avail_out)
  }

  /// Lies directly before the content.
  private var dictionary: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(rebasing: input[(Self.dictionarySize - dictionaryCount)..<Self.dictionarySize])
  }

  private func pointer(_ buffer: UnsafeMutableRawBufferPointer) -> UnsafeMutablePointer<UInt8> {
    // The buffers are allocated; an empty part of them also has an address.
    guard let start = buffer.baseAddress else { fatalError("a buffer without memory") }
    return start.assumingMemoryBound(to: UInt8.self)
  }
}
