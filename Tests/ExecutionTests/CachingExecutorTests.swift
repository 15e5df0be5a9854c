import Execution
import Store
import Synchronization
import SystemPackage
import TestSupport
import Testing

@Suite(.temporaryFolder)
struct CachingExecutorTests {
  @Test func doesNotRunAgainWhatSucceeded() async throws {
    let (executor, counted, _) = try setUp(exitCode: 0)
    let first = try await executor.run(action("a"))
    let second = try await executor.run(action("a"))
    #expect(counted.runs == 1)
    #expect(second.output == first.output)
    #expect(second.standardOutput == "run 1")
    #expect(second.standardError == "warning 1")
    #expect(second.succeeded)
  }

  @Test func runsAnotherActionAnew() async throws {
    let (executor, counted, _) = try setUp(exitCode: 0)
    _ = try await executor.run(action("a"))
    _ = try await executor.run(action("b"))
    #expect(counted.runs == 2)
  }

  @Test func runsAgainWhatFailed() async throws {
    let (executor, counted, _) = try setUp(exitCode: 1)
    _ = try await executor.run(action("a"))
    let second = try await executor.run(action("a"))
    #expect(counted.runs == 2)
    #expect(second.exitCode == 1)
  }

  @Test func runsAgainWhenAnOutputIsGoneFromTheStore() async throws {
    let (executor, counted, store) = try setUp(exitCode: 0)
    let first = try await executor.run(action("a"))
    for file in first.output.files { try store.path(of: file.blob.digest).removeAll() }
    _ = try await executor.run(action("a"))
    #expect(counted.runs == 2)
  }

  private func setUp(exitCode: Int32) throws -> (CachingExecutor, CountedExecutor, ContentStore) {
    let store = try ContentStore(at: TemporaryFolder.path)
    let counted = CountedExecutor(store: store, exitCode: exitCode)
    return (CachingExecutor(counted, store: store), counted, store)
  }

  private func action(_ argument: String) -> Action {
    Action(title: "test", input: Folder(), arguments: [argument], outputs: ["count"], tools: [])
  }
}

/// Writes the number of its runs into an output.
private final class CountedExecutor: Executor {
  private let count = Mutex(0)
  private let store: ContentStore
  private let exitCode: Int32

  init(store: ContentStore, exitCode: Int32) { (self.store, self.exitCode) = (store, exitCode) }

  var runs: Int { count.withLock { $0 } }

  func run(_ action: Action) async throws -> ActionResult {
    let number = count.withLock { count in
      count += 1
      return count
    }
    var output = Folder()
    output.insert(.file(try store.save(Array("\(number)".utf8)), isExecutable: false), at: "count")
    return ActionResult(
      exitCode: exitCode, output: output, standardOutput: "run \(number)", standardError: "warning \(number)")
  }
}
