extension ContentPair {
  /// How far the contents are from each other: 0 only for equal ones; linear time.
  ///
  /// For texts the bytes of the lines that one side has and the other has not, plus 1 where the lines that both have
  /// stand in another order; for other contents the bytes that differ at the same offset.
  var distance: Int {
    guard !isEqual else { return 0 }
    guard isText, let left = lineRanges(of: expected), let right = lineRanges(of: actual) else { return byteDistance }
    let lefts = left.map { Line(bytes: expected[$0]) }
    let rights = right.map { Line(bytes: actual[$0]) }
    let (onlyLeft, commonLeft) = divide(lefts, by: rights)
    let (onlyRight, commonRight) = divide(rights, by: lefts)
    return max(1, onlyLeft + onlyRight + (commonLeft == commonRight ? 0 : 1))
  }

  private var byteDistance: Int {
    zip(expected, actual).count { $0 != $1 } + abs(expected.count - actual.count)
  }

  /// The bytes of the lines that the others lack, line feeds counted, and the lines that both have.
  private func divide(_ lines: [Line], by others: [Line]) -> (bytes: Int, common: [Line]) {
    var left = Dictionary(others.map { ($0, 1) }, uniquingKeysWith: +)
    var bytes = 0
    let common = lines.filter { line in
      if let count = left[line], count > 0 {
        left[line] = count - 1
        return true
      }
      bytes += line.bytes.count + 1
      return false
    }
    return (bytes, common)
  }
}

/// A line that is hashed as one block.
private struct Line: Hashable {
  var bytes: ArraySlice<UInt8>

  func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
}
