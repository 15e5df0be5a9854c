/// Makes an executor when the first action is run: where everything is looked up, no sandbox has to be there.
package actor DeferredExecutor: Executor {
  private let make: @Sendable () async throws -> any Executor
  private var making: Task<any Executor, any Error>?

  /// - Parameter make: Called once; what it throws, every action throws.
  package init(_ make: @escaping @Sendable () async throws -> any Executor) { self.make = make }

  package func run(_ action: Action) async throws -> ActionResult {
    let task = making ?? Task { [make] in try await make() }
    making = task
    return try await task.value.run(action)
  }
}
