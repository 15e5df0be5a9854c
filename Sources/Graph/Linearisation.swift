/// Linearises a node's dependencies by C3, so that each comes before what it builds on itself.
///
/// Nodes are small numbers, so that the work grows with the length of the sequences only.
///
/// - Parameters:
///   - declared: The direct dependencies in the order of their declaration.
///   - linearised: The result for each node so far by its number, the node itself excluded.
/// - Returns: All dependencies in order, or the sequences that no order satisfies.
/// - SeeAlso: Barrett et al., "A Monotonic Superclass Linearization for Dylan", 1996; Python's method resolution order.
func linearise(declared: [Int], linearised: [[Int]]) -> Result<[Int], LinearisationConflict> {
  let sequences = declared.map { [$0] + linearised[$0] } + [declared]
  /// Where the rest of each sequence starts.
  var heads = sequences.map { _ in 0 }
  /// In the rest of how many sequences a node comes after the head.
  var following = [Int](repeating: 0, count: linearised.count)
  for sequence in sequences {
    for node in sequence.dropFirst() { following[node] += 1 }
  }
  func head(_ index: Int) -> Int? { heads[index] < sequences[index].count ? sequences[index][heads[index]] : nil }
  func isFree(_ index: Int) -> Bool { head(index).map { following[$0] == 0 } ?? false }

  var result: [Int] = []
  while let next = sequences.indices.first(where: isFree).flatMap(head) {
    result.append(next)
    for index in sequences.indices where head(index) == next {
      heads[index] += 1
      if let node = head(index) { following[node] -= 1 }
    }
  }
  let remaining = zip(sequences, heads).map { Array($0.dropFirst($1)) }.filter { !$0.isEmpty }
  return remaining.isEmpty ? .success(result) : .failure(LinearisationConflict(remaining: remaining))
}

/// The sequences that were left when no head could be taken.
struct LinearisationConflict: Error, Hashable, Sendable {
  var remaining: [[Int]]
}
