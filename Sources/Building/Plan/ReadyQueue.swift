import Graph

/// Elements that can start, the one with the most steps still to come first, then by id: a binary heap.
struct ReadyQueue: Sendable {
  private let remainingSteps: [Int]
  private var heap: [ElementID] = []

  /// - Parameter remainingSteps: By element id.
  init(remainingSteps: [Int]) { self.remainingSteps = remainingSteps }

  var isEmpty: Bool { heap.isEmpty }
  var first: ElementID? { heap.first }

  mutating func insert(_ element: ElementID) {
    heap.append(element)
    var place = heap.count - 1
    while place > 0, isBefore(heap[place], heap[(place - 1) / 2]) {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  /// Does nothing when it is empty.
  mutating func removeFirst() {
    guard let last = heap.popLast(), !heap.isEmpty else { return }
    heap[0] = last
    var place = 0
    while let child = [2 * place + 1, 2 * place + 2].filter({ $0 < heap.count }).min(by: {
      isBefore(heap[$0], heap[$1])
    }),
      isBefore(heap[child], heap[place])
    {
      heap.swapAt(place, child)
      place = child
    }
  }

  private func isBefore(_ left: ElementID, _ right: ElementID) -> Bool {
    (-remainingSteps[left], left) < (-remainingSteps[right], right)
  }
}

/// For each element, how many elements wait for it in the longest row.
func remainingSteps(of graph: ElementGraph) -> [Int] {
  var built = [Int](repeating: 0, count: graph.elements.count)
  // What waits for an element also waits for what it needs at run time, which is not a step of its own.
  var used = built
  for id in graph.buildOrder.reversed() {
    let element = graph.elements[id]
    built[id] = max(built[id], used[id])
    for dependency in element.runtimeDependencies { used[dependency] = max(used[dependency], used[id]) }
    for dependency in element.buildDependencies { used[dependency] = max(used[dependency], built[id] + 1) }
    for provider in graph.providers(of: id) { built[provider] = max(built[provider], built[id] + 1) }
  }
  return built
}
