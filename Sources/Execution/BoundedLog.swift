import Synchronization

/// What a command wrote; when that is too much, its beginning and its end.
struct BoundedLog: Sendable {
  /// Of each part, in bytes.
  private let half: Int
  private var head: [UInt8] = []
  private var tail: [UInt8] = []
  private var leftOut = 0

  /// Keeps up to `limit` bytes.
  init(limit: Int) { half = limit / 2 }

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    let fitting = min(bytes.count, half - head.count)
    head += bytes[..<fitting]
    tail += bytes[fitting...]
    // Twice the part, so that it is moved seldom.
    if tail.count > 2 * half { cutTail() }
  }

  private mutating func cutTail() {
    let surplus = max(0, tail.count - half)
    tail.removeFirst(surplus)
    leftOut += surplus
  }

  /// The text, with a line that tells how much is missing.
  var text: String {
    var whole = self
    whole.cutTail()
    let note = whole.leftOut == 0 ? "" : "\n[\(whole.leftOut) bytes left out]\n"
    return String(decoding: head, as: UTF8.self) + note + String(decoding: whole.tail, as: UTF8.self)
  }
}

/// A log that one task writes and another reads when the first did not come to its end.
final class SharedLog: Sendable {
  private let log = Mutex(BoundedLog(limit: 8 << 20))

  func append(_ bytes: UnsafeRawBufferPointer) { log.withLock { $0.append(bytes) } }

  var text: String { log.withLock { $0.text } }
}
