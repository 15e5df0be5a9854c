extension Sequence where Self: Sendable, Element: Sendable {
  /// Transforms every element with at most `width` transforms in flight; results keep the input's order.
  package func concurrentMap<Output: Sendable>(
    width: Int, _ transform: @escaping @concurrent @Sendable (Element) async throws -> Output
  ) async throws -> [Output] {
    try await withThrowingTaskGroup(of: (Int, Output).self) { group in
      var results: [Int: Output] = [:]
      for (index, element) in enumerated() {
        if index >= width, let (done, output) = try await group.next() { results[done] = output }
        group.addTask { (index, try await transform(element)) }
      }
      for try await (done, output) in group { results[done] = output }
      return results.sorted { $0.key < $1.key }.map(\.value)
    }
  }
}
