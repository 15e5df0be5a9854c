import Comparison
import Testing

struct EditScriptTests {
  @Test(arguments: 0..<300)
  func findsAShortestScript(seed: UInt64) throws {
    var numbers = RepeatableNumbers(seed: seed)
    let letters = Int.random(in: 1...4, using: &numbers)
    let left = (0..<Int.random(in: 0...20, using: &numbers)).map { _ in Int.random(in: 0..<letters, using: &numbers) }
    let right = (0..<Int.random(in: 0...20, using: &numbers)).map { _ in Int.random(in: 0..<letters, using: &numbers) }
    let found = try changes(from: left, to: right, steps: 100_000)
    #expect(apply(found, to: left, from: right) == right)
    let edits = found.reduce(0) { $0 + $1.expected.count + $1.actual.count }
    #expect(edits == left.count + right.count - 2 * commonLength(left, right))
  }

  @Test func endsHostileWork() {
    let (left, right) = (Array(0..<100_000), Array((0..<100_000).reversed()))
    #expect(throws: WorkLimitStruck.self) { try changes(from: left, to: right, steps: 100_000) }
  }

  @Test(arguments: [([], 0), ([3, 1, 2], 2), ([5, 4, 3], 1), ([0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13], 5)])
  func findsALongestIncreasingSubsequence(values: [Int], length: Int) {
    let indices = longestIncreasingSubsequence(values)
    #expect(indices.count == length)
    #expect(zip(indices, indices.dropFirst()).allSatisfy { $0 < $1 && values[$0] < values[$1] })
  }

  private func apply(_ changes: [Change], to left: [Int], from right: [Int]) -> [Int] {
    var result = left
    for change in changes.reversed() { result.replaceSubrange(change.expected, with: right[change.actual]) }
    return result
  }

  private func commonLength(_ left: [Int], _ right: [Int]) -> Int {
    var row = [Int](repeating: 0, count: right.count + 1)
    for a in left {
      var diagonal = 0
      for (index, b) in right.enumerated() {
        (diagonal, row[index + 1]) = (row[index + 1], a == b ? diagonal + 1 : max(row[index], row[index + 1]))
      }
    }
    return row[right.count]
  }
}
