import Comparison

/// Parts of two contents that stand at the same place and differ.
struct ContentPiece: Equatable {
  var expected: Range<Int>
  var actual: Range<Int>
}

extension ContentPair {
  /// The lines of texts that differ, or of other contents of the same size the runs of printable bytes around what does.
  ///
  /// Texts with the same number of lines are paired line by line; else those lines are paired that replace each other in
  /// the shortest edit, which is given up after ``stepLimit`` steps.
  func differingPieces() -> [ContentPiece] {
    guard isText else { return expected.count == actual.count ? differingRuns() : [] }
    guard let left = lineRanges(of: expected), let right = lineRanges(of: actual) else { return [] }
    if left.count == right.count {
      return zip(left, right).filter { expected[$0] != actual[$1] }.map { ContentPiece(expected: $0, actual: $1) }
    }
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    func number(_ line: ArraySlice<UInt8>) -> Int {
      let next = numbers.count
      let number = numbers[line] ?? next
      numbers[line] = number
      return number
    }
    let (lefts, rights) = (left.map { number(expected[$0]) }, right.map { number(actual[$0]) })
    guard let found = try? changes(from: lefts, to: rights, steps: stepLimit) else { return [] }
    return found.filter { $0.expected.count == $0.actual.count }.flatMap { change in
      zip(left[change.expected], right[change.actual]).map { ContentPiece(expected: $0, actual: $1) }
    }
  }

  private func differingRuns() -> [ContentPiece] {
    func isPrintable(_ index: Int) -> Bool {
      (0x20...0x7E).contains(expected[index]) && (0x20...0x7E).contains(actual[index])
    }
    var (pieces, index, end) = ([ContentPiece](), 0, 0)
    while index < expected.count {
      guard expected[index] != actual[index], isPrintable(index) else {
        index += 1
        continue
      }
      var start = index
      while start > end, isPrintable(start - 1) { start -= 1 }
      while index < expected.count, isPrintable(index) { index += 1 }
      end = index
      pieces.append(ContentPiece(expected: start..<end, actual: start..<end))
    }
    return pieces
  }
}
