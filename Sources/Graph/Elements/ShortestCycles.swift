/// For each set of numbers that arrows tie together, the shortest cycle through its smallest number.
///
/// Sets are found as strongly connected components, without recursion, since paths may be long.
func shortestCycles(in arrows: [[Int]]) -> [[Int]] {
  stronglyConnectedComponents(of: arrows).compactMap { component in
    guard let start = component.min() else { return nil }
    guard component.count > 1 || arrows[start].contains(start) else { return nil }
    return shortestCycle(through: start, within: Set(component), arrows)
  }
  .sorted { $0[0] < $1[0] }
}

/// Searches in breadth for the way back to where it starts.
private func shortestCycle(through start: Int, within component: Set<Int>, _ arrows: [[Int]]) -> [Int] {
  var (cameFrom, queue, head): ([Int: Int], [Int], Int) = ([:], [start], 0)
  while head < queue.count {
    let number = queue[head]
    head += 1
    for next in arrows[number] where component.contains(next) {
      guard next != start else { return path(to: number, cameFrom) }
      if cameFrom[next] == nil {
        cameFrom[next] = number
        queue.append(next)
      }
    }
  }
  return [start]
}

private func path(to end: Int, _ cameFrom: [Int: Int]) -> [Int] {
  var result = [end]
  while let last = result.last, let previous = cameFrom[last] { result.append(previous) }
  return result.reversed()
}

/// Tarjan's algorithm with a stack of its own.
///
/// - SeeAlso: R. Tarjan, "Depth-First Search and Linear Graph Algorithms", 1972.
private func stronglyConnectedComponents(of arrows: [[Int]]) -> [[Int]] {
  var (index, low) = ([Int?](repeating: nil, count: arrows.count), [Int](repeating: 0, count: arrows.count))
  var isOpen = [Bool](repeating: false, count: arrows.count)
  var (open, result, counter): ([Int], [[Int]], Int) = ([], [], 0)
  var calls: [(number: Int, next: Int)] = []
  func enter(_ number: Int) {
    (index[number], low[number], isOpen[number]) = (counter, counter, true)
    counter += 1
    open.append(number)
    calls.append((number, 0))
  }
  for root in arrows.indices where index[root] == nil {
    enter(root)
    while let (number, next) = calls.last {
      if next < arrows[number].count {
        calls[calls.count - 1].next += 1
        let end = arrows[number][next]
        if index[end] == nil {
          enter(end)
        } else if isOpen[end], let seen = index[end] {
          low[number] = min(low[number], seen)
        }
        continue
      }
      calls.removeLast()
      if let caller = calls.last?.number { low[caller] = min(low[caller], low[number]) }
      guard low[number] == index[number], let start = open.lastIndex(of: number) else { continue }
      result.append(Array(open[start...]))
      for member in open[start...] { isOpen[member] = false }
      open.removeSubrange(start...)
    }
  }
  return result
}
