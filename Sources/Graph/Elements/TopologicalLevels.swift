/// How numbers stand above each other by the arrows that lead from each of them.
///
/// Numbers that are part of a cycle, or above one, have no level and are left out of the order.
struct TopologicalLevels {
  /// The length of the longest path that starts at each number.
  private(set) var levels: [Int?]
  /// By level, then by number: each comes after all that its arrows lead to.
  private(set) var order: [Int] = []

  var isComplete: Bool { order.count == levels.count }

  /// - Parameter arrows: Where the arrows of each number lead, which may be twice to the same.
  init(_ arrows: [[Int]]) {
    let reversed = Self.reversed(arrows)
    var pending = arrows.map(\.count)
    levels = [Int?](repeating: nil, count: arrows.count)
    var wave = arrows.indices.filter { pending[$0] == 0 }
    var level = 0
    while !wave.isEmpty {
      var next: [Int] = []
      for number in wave {
        levels[number] = level
        for above in reversed[number] {
          pending[above] -= 1
          if pending[above] == 0 { next.append(above) }
        }
      }
      order += wave
      wave = next.sorted()
      level += 1
    }
  }

  private static func reversed(_ arrows: [[Int]]) -> [[Int]] {
    var result = [[Int]](repeating: [], count: arrows.count)
    for (number, ends) in arrows.enumerated() {
      for end in ends { result[end].append(number) }
    }
    return result
  }
}
