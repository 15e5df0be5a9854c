import CZlib

/// The plain content of a gzip stream of one or more members, with each checksum and length verified.
///
/// Ours and not libarchive's filter: version 3.6 reads past a gzip trailer without comparing it.
final class GzipSource: ByteSource {
  private let source: any ByteSource
  private let archive: String
  private let findings: Findings
  // zlib compares the address it was given at first, which a stored property doesn't promise to keep.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var state = State.memberStart
  private var received: Int64 = 0
  /// How many gzip members were read to their ends.
  private(set) var members = 0
  /// Where the last member that was read ends, in bytes from the start of the file.
  private(set) var end: Int64 = 0
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: readingBlockSize, alignment: 16)

  private enum State { case memberStart, inMember, afterMember, ended }

  init(_ source: any ByteSource, archive: String, findings: Findings) {
    (self.source, self.archive, self.findings) = (source, archive, findings)
    stream.initialize(to: z_stream())
    // 15 bits of window, + 16: gzip header and trailer are read and verified (zlib.h, inflateInit2).
    let status = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "no memory for zlib")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    buffer.deallocate()
  }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(buffer.count)
    while stream.pointee.avail_out > 0, state != .ended {
      if stream.pointee.avail_in == 0, try !refill() { break }
      switch state {
      case .memberStart, .inMember: try inflateBlock()
      case .afterMember: try goOnAfterMember()
      case .ended: break
      }
    }
    let count = buffer.count - Int(stream.pointee.avail_out)
    return count == 0 ? nil : UnsafeRawBufferPointer(rebasing: buffer[..<count])
  }

  /// False at the end of the file, which must not lie within a member.
  private func refill() throws(ArchiveError) -> Bool {
    guard let block = try source.nextBlock() else {
      guard state == .afterMember else { throw damaged("the gzip stream ends early") }
      state = .ended
      return false
    }
    stream.pointee.next_in = UnsafeMutablePointer(mutating: block.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(block.count)
    received += Int64(block.count)
    return true
  }

  private func inflateBlock() throws(ArchiveError) {
    state = .inMember
    switch inflate(stream, Z_NO_FLUSH) {
    case Z_OK, Z_BUF_ERROR: return
    case Z_STREAM_END:
      state = .afterMember
      (members, end) = (members + 1, received - Int64(stream.pointee.avail_in))
    default: throw damaged(stream.pointee.msg.map { String(cString: $0) } ?? "the gzip stream is corrupt")
    }
  }

  /// A further member goes on, zeros are padding, anything else is left alone and told.
  private func goOnAfterMember() throws(ArchiveError) {
    while stream.pointee.avail_in > 0, stream.pointee.next_in.pointee == 0 {
      stream.pointee.next_in += 1
      stream.pointee.avail_in -= 1
    }
    guard stream.pointee.avail_in > 0 else { return }
    guard stream.pointee.next_in.pointee == 0x1F else { return try endBeforeTrailingBytes() }
    inflateReset(stream)
    state = .memberStart
  }

  private func endBeforeTrailingBytes() throws(ArchiveError) {
    var rest = TrailingBytesReader()
    rest.add(UnsafeRawBufferPointer(start: stream.pointee.next_in, count: Int(stream.pointee.avail_in)))
    while let block = try source.nextBlock() { rest.add(block) }
    if let trailing = rest.finish() {
      findings.add("archive.trailing-bytes", "\(trailing) follow the end of the gzip stream")
    }
    state = .ended
  }

  private func damaged(_ reason: String) -> ArchiveError { .damaged(archive: archive, member: nil, reason: reason) }
}
