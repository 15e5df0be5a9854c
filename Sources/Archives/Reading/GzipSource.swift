import CZlib

/// The plain content of a gzip stream of one or more members, with each checksum and length verified.
///
/// Ours and not libarchive's filter: version 3.6 reads past a gzip trailer without comparing it.
final class GzipSource: DecompressedSource {
  private let source: any ByteSource
  private let archive: String
  private let findings: Findings
  // zlib compares the address it was given at first, which a stored property doesn't promise to keep.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var state = State.header
  private var checksum: UInt32 = 0
  /// How much the member has unpacked to, modulo 2³² as its trailer has it.
  private var size: UInt32 = 0
  private var trailer: [UInt8] = []
  private var received: Int64 = 0
  /// How many gzip members were read to their ends.
  private(set) var members = 0
  /// Where the last member that was read ends, in bytes from the start of the file.
  private(set) var end: Int64 = 0
  /// What follows that member and is none; nil where that is nothing but zeros.
  private(set) var trailing: TrailingBytes?
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: readingBlockSize, alignment: 16)

  private enum State { case header, content, trailer, afterMember, ended }

  init(_ source: any ByteSource, archive: String, findings: Findings) {
    (self.source, self.archive, self.findings) = (source, archive, findings)
    stream.initialize(to: z_stream())
    let status = inflateInit2_(stream, Self.gzipBits, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "no memory for zlib")
  }

  // 15 bits of window, and 16 added for the header of gzip; negative for raw deflate (zlib.h, inflateInit2).
  private static let gzipBits: CInt = 15 + 16
  private static let rawBits: CInt = -15

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
      case .header: try readHeader()
      case .content: try inflateBlock()
      case .trailer: try readTrailer()
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

  /// Has zlib read and verify the header.
  ///
  /// What follows is raw deflate to it: it would take a tenth longer if it took the checksum of the content itself.
  private func readHeader() throws(ArchiveError) {
    switch inflate(stream, Z_BLOCK) {
    case Z_OK, Z_BUF_ERROR:
      // Set where a block of deflate may begin.
      guard stream.pointee.data_type & 128 != 0 else { return }
      inflateReset2(stream, Self.rawBits)
      (state, checksum, size) = (.content, 0, 0)
    default: throw corrupt
    }
  }

  private func inflateBlock() throws(ArchiveError) {
    let start = UnsafeRawPointer(stream.pointee.next_out)
    let room = stream.pointee.avail_out
    let status = inflate(stream, Z_NO_FLUSH)
    let count = room - stream.pointee.avail_out
    checksum = crc32(of: UnsafeRawBufferPointer(start: start, count: Int(count)), after: checksum)
    size &+= count
    switch status {
    case Z_OK, Z_BUF_ERROR: return
    case Z_STREAM_END: state = .trailer
    default: throw corrupt
    }
  }

  /// Two numbers of four bytes, the lowest first (RFC 1952, 2.3.1).
  private func readTrailer() throws(ArchiveError) {
    let count = min(8 - trailer.count, Int(stream.pointee.avail_in))
    trailer += UnsafeRawBufferPointer(start: stream.pointee.next_in, count: count)
    stream.pointee.next_in += count
    stream.pointee.avail_in -= UInt32(count)
    guard trailer.count == 8 else { return }
    guard trailer.little(UInt32.self, at: 0) == checksum else {
      throw damaged("the content does not have the checksum of the gzip trailer")
    }
    guard trailer.little(UInt32.self, at: 4) == size else {
      throw damaged("the content does not have the length of the gzip trailer")
    }
    (state, trailer) = (.afterMember, [])
    (members, end) = (members + 1, received - Int64(stream.pointee.avail_in))
  }

  /// A further member goes on, zeros are padding, anything else is left alone and told.
  private func goOnAfterMember() throws(ArchiveError) {
    while stream.pointee.avail_in > 0, stream.pointee.next_in.pointee == 0 {
      stream.pointee.next_in += 1
      stream.pointee.avail_in -= 1
    }
    guard stream.pointee.avail_in > 0 else { return }
    guard stream.pointee.next_in.pointee == 0x1F else { return try endBeforeTrailingBytes() }
    inflateReset2(stream, Self.gzipBits)
    state = .header
  }

  private func endBeforeTrailingBytes() throws(ArchiveError) {
    var rest = TrailingBytesReader()
    rest.add(zeros: received - Int64(stream.pointee.avail_in) - end)
    rest.add(UnsafeRawBufferPointer(start: stream.pointee.next_in, count: Int(stream.pointee.avail_in)))
    try rest.addRest(of: source)
    trailing = rest.finish()
    if let trailing {
      findings.add("archive.trailing-bytes", "\(trailing) follow the end of the gzip stream")
    }
    state = .ended
  }

  private var corrupt: ArchiveError {
    damaged(stream.pointee.msg.map { String(cString: $0) } ?? "the gzip stream is corrupt")
  }

  private func damaged(_ reason: String) -> ArchiveError {
    let offset = received - Int64(stream.pointee.avail_in)
    return .damaged(archive: archive, member: nil, reason: "\(reason), at offset \(offset)")
  }
}
