import CZlib
import Glibc

/// Compresses with zlib and holds the output against a given stream while it grows, to stop at the first difference.
final class ZlibTrial {
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16 << 10, alignment: 16)
  private let target: UnsafeRawBufferPointer
  private let isComplete: Bool
  private var position = 0

  /// The target must outlive the trial; `isComplete` says that the output must end where it ends.
  init(_ parameters: ZlibParameters, against target: UnsafeRawBufferPointer, isComplete: Bool) {
    (self.target, self.isComplete) = (target, isComplete)
    stream.initialize(to: z_stream())
    let status = deflateInit2_(
      stream, CInt(parameters.level), Z_DEFLATED, -15, CInt(parameters.memLevel), parameters.strategy.rawValue,
      ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "no memory for zlib")
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
    buffer.deallocate()
  }

  /// Whether the content, compressed in one go, gives the target.
  ///
  /// Of a target that is cut, all bytes that zlib writes before it must know what follows: since its output for the
  /// start of a content is the start of its output, each of them is settled.
  func reproduces(_ plain: UnsafeRawBufferPointer) -> Bool {
    feed(plain, isComplete ? Z_FINISH : Z_NO_FLUSH) && endsWell
  }

  /// Whether all of the target was met, or at least a block of it when it is cut.
  var endsWell: Bool { isComplete ? position == target.count : position > 0 }

  /// Begins a new run of blocks that may refer to `dictionary`.
  func restart(dictionary: UnsafeRawBufferPointer) {
    deflateReset(stream)
    guard let start = dictionary.baseAddress else { return }
    deflateSetDictionary(stream, start.assumingMemoryBound(to: UInt8.self), UInt32(dictionary.count))
  }

  /// Compresses a content of less than 4 GiB; false as soon as the output differs from the target.
  func feed(_ plain: UnsafeRawBufferPointer, _ flush: CInt) -> Bool {
    stream.pointee.next_in = UnsafeMutablePointer(mutating: plain.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(plain.count)
    return run(flush)
  }

  /// Flushes what was compressed; false if the output differs from the target.
  func run(_ flush: CInt) -> Bool {
    repeat {
      stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(buffer.count)
      deflate(stream, flush)
      guard matchNext(buffer.count - Int(stream.pointee.avail_out)) else { return false }
    } while stream.pointee.avail_out == 0 && (isComplete || position < target.count)
    return true
  }

  /// Adds an empty block of the fixed code: its three bits of header and the seven of its end.
  func addEmptyFixedBlock() { deflatePrime(stream, 10, 2) }

  /// The bits of the output's last byte that are not written yet.
  var pendingBits: Int {
    var bits: CInt = 0
    deflatePending(stream, nil, &bits)
    return Int(bits)
  }

  private func matchNext(_ count: Int) -> Bool {
    guard !isComplete || count <= target.count - position else { return false }
    let compared = min(count, target.count - position)
    guard compared > 0, let made = buffer.baseAddress, let start = target.baseAddress else { return true }
    defer { position += compared }
    return memcmp(made, start + position, compared) == 0
  }
}
