/// Compares two contents byte by byte, at the same offsets; nil when they are the same.
package func compareBytes(expected: [UInt8], actual: [UInt8]) -> BinaryDifference? {
  var counter = BinaryDifferenceCounter()
  expected.withUnsafeBytes { left in
    actual.withUnsafeBytes { right in
      let common = min(left.count, right.count)
      func part(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[range])
      }
      counter.add(expected: part(left, 0..<common), actual: part(right, 0..<common))
      counter.end(
        expectedRest: left.count > common ? part(left, common..<left.count) : nil,
        actualRest: right.count > common ? part(right, common..<right.count) : nil)
    }
  }
  return counter.difference
}
