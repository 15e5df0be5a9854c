/// Compares two contents byte by byte, at the same offsets; nil when they are the same.
package func compareBytes(expected: [UInt8], actual: [UInt8]) -> BinaryDifference? {
  let common = min(expected.count, actual.count)
  var (first, ranges, bytes, wasDifferent) = (Int?.none, 0, 0, false)
  for offset in 0..<common {
    let isDifferent = expected[offset] != actual[offset]
    if isDifferent {
      bytes += 1
      if !wasDifferent { ranges += 1 }
      if first == nil { first = offset }
    }
    wasDifferent = isDifferent
  }
  // What only the longer content has carries on a run that reaches the end of the shorter one.
  if expected.count != actual.count, !wasDifferent { ranges += 1 }
  guard ranges > 0 else { return nil }

  let offset = first ?? common
  // Whole rows of 16 bytes: the one with the first difference, and one on each side.
  let windowOffset = max(0, offset / 16 * 16 - 16)
  return BinaryDifference(
    firstOffset: offset, ranges: ranges, bytes: bytes, windowOffset: windowOffset,
    expectedWindow: Array(expected.dropFirst(windowOffset).prefix(48)),
    actualWindow: Array(actual.dropFirst(windowOffset).prefix(48)))
}
