import CZlib

/// Deflates content in memory, without header or trailer, at zlib's default level.
final class RawDeflater {
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var output: [UInt8] = []
  private var buffer = [UInt8](repeating: 0, count: 64 << 10)
  private(set) var checksum: UInt32 = 0
  private(set) var size: Int64 = 0

  init() {
    stream.initialize(to: z_stream())
    let status = deflateInit2_(
      stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      CInt(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "no memory for zlib")
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Forgets what it holds.
  func begin() {
    deflateReset(stream)
    output.removeAll(keepingCapacity: true)
    (checksum, size) = (0, 0)
  }

  func write(_ block: UnsafeRawBufferPointer) {
    var rest = block
    // zlib counts in 32 bits.
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(part.count))
      let start = part.baseAddress?.assumingMemoryBound(to: UInt8.self)
      checksum = crc32(of: part, after: checksum)
      size += Int64(part.count)
      (stream.pointee.next_in, stream.pointee.avail_in) = (UnsafeMutablePointer(mutating: start), UInt32(part.count))
      run(Z_NO_FLUSH)
    }
  }

  /// The deflated content.
  func finish() -> [UInt8] {
    run(Z_FINISH)
    return output
  }

  private func run(_ flush: CInt) {
    var isFull = true
    while isFull {
      buffer.withUnsafeMutableBufferPointer { room in
        (stream.pointee.next_out, stream.pointee.avail_out) = (room.baseAddress, UInt32(room.count))
        deflate(stream, flush)
      }
      output += buffer[..<(buffer.count - Int(stream.pointee.avail_out))]
      isFull = stream.pointee.avail_out == 0
    }
  }
}
