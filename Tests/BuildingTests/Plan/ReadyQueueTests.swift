import Testing

@testable import Building

/// Which element starts first when several can.
struct ReadyQueueTests {
  @Test func startsWithTheLongestWayToTheEnd() {
    var queue = ReadyQueue(remainingSteps: [1, 4, 0, 4, 2])
    for element in [2, 4, 3, 0, 1] { queue.insert(element) }
    var order: [Int] = []
    while let element = queue.first {
      order.append(element)
      queue.removeFirst()
    }
    #expect(order == [1, 3, 4, 0, 2])
  }
}
