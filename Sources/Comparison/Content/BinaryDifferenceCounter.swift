import Archives

/// Counts how two contents differ while they pass by, byte by byte at the same offsets.
struct BinaryDifferenceCounter {
  private var offset = 0
  private var first: Int?
  private var (ranges, bytes, wasDifferent) = (0, 0, false)
  /// From the row before the first difference on; until there is one, the last bytes that were the same.
  private var (expectedWindow, actualWindow) = ([UInt8](), [UInt8]())
  /// Whole rows of 16 bytes: the one with the first difference, and one on each side.
  private static let windowSize = 48

  init() {}

  /// Goes on after `offset` bytes that are the same, of which `recent` are the last.
  init(offset: Int, recent: [UInt8]) { (self.offset, expectedWindow) = (offset, recent) }

  /// Takes what stands next on both sides; the blocks are of the same size.
  mutating func add(expected: UnsafeRawBufferPointer, actual: UnsafeRawBufferPointer) {
    var position = 0
    while position < expected.count {
      if !wasDifferent {
        position += commonPrefix(
          UnsafeRawBufferPointer(rebasing: expected[position...]), UnsafeRawBufferPointer(rebasing: actual[position...])
        )
        guard position < expected.count else { break }
        ranges += 1
        if first == nil { beginWindow(expected, at: position) }
      }
      while position < expected.count, expected[position] != actual[position] {
        bytes += 1
        position += 1
        wasDifferent = true
      }
      if position < expected.count { wasDifferent = false }
    }
    if let first {
      fill(expected, actual, from: max(0, first - offset))
    } else {
      expectedWindow = Array((expectedWindow + expected.suffix(32)).suffix(32))
    }
    offset += expected.count
  }

  /// Takes what only one side has; what it is of matters for the window alone.
  mutating func end(expectedRest: UnsafeRawBufferPointer?, actualRest: UnsafeRawBufferPointer?) {
    guard expectedRest != nil || actualRest != nil else { return }
    let none = UnsafeRawBufferPointer(start: nil, count: 0)
    // What only the longer content has carries on a run that reaches the end of the shorter one.
    if !wasDifferent { ranges += 1 }
    if first == nil { beginWindow(none, at: 0) }
    wasDifferent = true
    fill(expectedRest ?? none, actualRest ?? none, from: 0)
  }

  /// Nil when the contents were the same.
  var difference: BinaryDifference? {
    guard let first else { return nil }
    return BinaryDifference(
      firstOffset: first, ranges: ranges, bytes: bytes, windowOffset: Self.windowOffset(of: first),
      expectedWindow: expectedWindow, actualWindow: actualWindow)
  }

  private static func windowOffset(of first: Int) -> Int { max(0, first / 16 * 16 - 16) }

  private mutating func beginWindow(_ same: UnsafeRawBufferPointer, at position: Int) {
    let start = offset + position
    first = start
    let before = (expectedWindow + same[..<position].suffix(32)).suffix(start - Self.windowOffset(of: start))
    (expectedWindow, actualWindow) = (Array(before), Array(before))
  }

  private mutating func fill(
    _ expected: UnsafeRawBufferPointer, _ actual: UnsafeRawBufferPointer, from position: Int
  ) {
    expectedWindow += expected.dropFirst(position).prefix(Self.windowSize - expectedWindow.count)
    actualWindow += actual.dropFirst(position).prefix(Self.windowSize - actualWindow.count)
  }
}
