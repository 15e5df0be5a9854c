import CZlib

/// zlib's decompressor of raw deflate with its output buffer (RFC 1951), to be used again and again.
final class InflateStream {
  // zlib compares the address it was given at first, which a stored property doesn't promise to keep.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: readingBlockSize, alignment: 16)

  enum Step {
    /// Plain bytes, valid until the next step, and whether they are the last ones.
    case output(UnsafeRawBufferPointer, isLast: Bool)
    /// All input is used up.
    case needsInput
    case corrupt(String)
  }

  init() {
    stream.initialize(to: z_stream())
    // A negative window size is for raw deflate (zlib.h, inflateInit2).
    let status = inflateInit2_(stream, -15, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "no memory for zlib")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    buffer.deallocate()
  }

  /// Forgets what it was working on.
  func begin() {
    inflateReset(stream)
    stream.pointee.avail_in = 0
  }

  /// How many bytes of the input were not used.
  var unused: Int64 { Int64(stream.pointee.avail_in) }

  /// Gives it the next block of input, which has to stay valid until all of it is used.
  func feed(_ block: UnsafeRawBufferPointer) {
    stream.pointee.next_in = UnsafeMutablePointer(mutating: block.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(block.count)
  }

  func step() -> Step {
    stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(buffer.count)
    let status = inflate(stream, Z_NO_FLUSH)
    let output = UnsafeRawBufferPointer(rebasing: buffer[..<(buffer.count - Int(stream.pointee.avail_out))])
    switch status {
    case Z_STREAM_END: return .output(output, isLast: true)
    case Z_OK where !output.isEmpty: return .output(output, isLast: false)
    case Z_OK, Z_BUF_ERROR: return .needsInput
    default: return .corrupt(stream.pointee.msg.map { String(cString: $0) } ?? "the deflate stream is corrupt")
    }
  }
}
