/// What must be replaced in one sequence to get the other.
package struct Change: Hashable {
  package var expected: Range<Int>
  package var actual: Range<Int>
}

/// Thrown when a comparison would take more steps than it was given.
package struct WorkLimitStruck: Error {}

/// The shortest list of changes that turns `expected` into `actual`, in order.
///
/// Myers' algorithm in linear space ("An O(ND) Difference Algorithm and Its Variations", 1986, section 4b). Throws after
/// about `steps` comparisons, because hostile text makes it quadratic.
package func changes(from expected: [Int], to actual: [Int], steps: Int) throws(WorkLimitStruck) -> [Change] {
  var search = ChangeSearch(expected, actual, steps: steps)
  try search.solve(expected.indices, actual.indices)
  return search.changes
}

private struct ChangeSearch {
  private let expected: [Int]
  private let actual: [Int]
  private var steps: Int
  /// How far each diagonal has been followed from the start and from the end.
  private var forward: [Int]
  private var backward: [Int]
  private(set) var changes: [Change] = []

  init(_ expected: [Int], _ actual: [Int], steps: Int) {
    (self.expected, self.actual, self.steps) = (expected, actual, steps)
    let diagonals = expected.count + actual.count + 3
    (forward, backward) = (.init(repeating: 0, count: diagonals), .init(repeating: 0, count: diagonals))
  }

  mutating func solve(_ left: Range<Int>, _ right: Range<Int>) throws(WorkLimitStruck) {
    var (left, right) = (left, right)
    while let a = left.first, let b = right.first, expected[a] == actual[b] {
      (left, right) = (left.dropFirst(), right.dropFirst())
    }
    while let a = left.last, let b = right.last, expected[a] == actual[b] {
      (left, right) = (left.dropLast(), right.dropLast())
    }
    guard !left.isEmpty, !right.isEmpty else { return record(left, right) }
    let (a, b) = try middle(left, right)
    try solve(left.lowerBound..<a, right.lowerBound..<b)
    try solve(a..<left.upperBound, b..<right.upperBound)
  }

  private mutating func record(_ left: Range<Int>, _ right: Range<Int>) {
    guard !left.isEmpty || !right.isEmpty else { return }
    if let last = changes.last, last.expected.upperBound == left.lowerBound,
      last.actual.upperBound == right.lowerBound
    {
      changes[changes.count - 1] = Change(
        expected: last.expected.lowerBound..<left.upperBound, actual: last.actual.lowerBound..<right.upperBound)
    } else {
      changes.append(Change(expected: left, actual: right))
    }
  }

  /// A point on a shortest path, about half-way, where the searches from both ends meet.
  private mutating func middle(_ left: Range<Int>, _ right: Range<Int>) throws(WorkLimitStruck) -> (Int, Int) {
    let (n, m) = (left.count, right.count)
    let (delta, limit) = (n - m, (n + m + 1) / 2)
    let origin = limit + 1
    let (expected, actual) = (expected, actual)  // So that the closures below don't hold all of self.
    (forward[origin + 1], backward[origin + 1]) = (0, 0)
    for distance in 0...limit {
      for diagonal in stride(from: -distance, through: distance, by: 2) {
        let x = try Self.follow(&forward, &steps, origin, diagonal, distance, (n, m)) {
          expected[left.lowerBound + $0] == actual[right.lowerBound + $1]
        }
        let other = delta - diagonal
        if delta % 2 != 0, abs(other) < distance, x + backward[origin + other] >= n {
          return (left.lowerBound + x, right.lowerBound + x - diagonal)
        }
      }
      for diagonal in stride(from: -distance, through: distance, by: 2) {
        let x = try Self.follow(&backward, &steps, origin, diagonal, distance, (n, m)) {
          expected[left.upperBound - 1 - $0] == actual[right.upperBound - 1 - $1]
        }
        let other = delta - diagonal
        if delta % 2 == 0, abs(other) <= distance, x + forward[origin + other] >= n {
          return (left.upperBound - x, right.upperBound - x + diagonal)
        }
      }
    }
    preconditionFailure("the two searches meet at the latest after half of all elements")
  }

  /// Takes one more edit onto a diagonal, then follows equal elements; gives how far that reaches in `expected`.
  private static func follow(
    _ reached: inout [Int], _ steps: inout Int, _ origin: Int, _ diagonal: Int, _ distance: Int, _ size: (Int, Int),
    whileEqual isEqual: (Int, Int) -> Bool
  ) throws(WorkLimitStruck) -> Int {
    let (below, above) = (reached[origin + diagonal - 1], reached[origin + diagonal + 1])
    let fromAbove = diagonal == -distance || (diagonal != distance && below < above)
    var x = fromAbove ? above : below + 1
    let start = x
    while x < size.0, x - diagonal < size.1, isEqual(x, x - diagonal) { x += 1 }
    reached[origin + diagonal] = x
    steps -= x - start + 1
    guard steps > 0 else { throw WorkLimitStruck() }
    return x
  }
}
