import Diagnostics
package import Execution
package import Store
package import SystemPackage

/// What this machine offers to a stack: the store, uv, the sandbox and interpreters, each looked for when first needed.
package actor Machine {
  /// Where results are kept.
  package nonisolated let store: ContentStore
  package nonisolated let environment: [String: String]
  package nonisolated let isOffline: Bool
  private let explicitUv: FilePath?
  private let pinnedUv: String?
  private var uvTask: Task<UvTool, any Error>?
  private var executorTask: Task<any Executor, any Error>?
  private var interpreterTasks: [String: Task<Interpreter, any Error>] = [:]

  /// A machine of which nothing has been asked yet.
  package init(
    store: ContentStore, environment: [String: String], explicitUv: FilePath?, pinnedUv: String?, isOffline: Bool
  ) {
    (self.store, self.environment, self.isOffline) = (store, environment, isOffline)
    (self.explicitUv, self.pinnedUv) = (explicitUv, pinnedUv)
  }

  /// Brings files of known digest into the store.
  package nonisolated var fetcher: Fetcher { Fetcher(store: store, environment: environment, isOffline: isOffline) }

  /// - Throws: what ``UvTool/init(explicit:pinned:environment:store:)`` throws.
  package func uv() async throws -> UvTool {
    let (explicit, pinned, environment, store) = (explicitUv, pinnedUv, environment, store)
    let task =
      uvTask
      ?? Task { try await UvTool(explicit: explicit, pinned: pinned, environment: environment, store: store) }
    uvTask = task
    return try await task.value
  }

  /// The sandbox, behind the store's record of what has been run before.
  package func executor() async throws -> any Executor {
    let (environment, store) = (environment, store)
    let task =
      executorTask
      ?? Task {
        let sandbox = try await BubblewrapExecutor(store: store, environment: environment)
        return CachingExecutor(sandbox, store: store)
      }
    executorTask = task
    return try await task.value
  }

  /// An interpreter of this machine of version `X.Y`.
  package func interpreter(_ version: String) async throws -> Interpreter {
    let uv = try await uv()
    let (environment, store) = (environment, store)
    let task =
      interpreterTasks[version]
      ?? Task { try await Interpreter.find(version: version, uv: uv, environment: environment, store: store) }
    interpreterTasks[version] = task
    return try await task.value
  }
}
