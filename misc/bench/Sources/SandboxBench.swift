import Execution
import Glibc
import Store
import SystemPackage

/// Measures what the sandbox adds to a command: what misc/bench/sandbox.py prints.
enum SandboxBench {
  /// - Parameters:
  ///   - folder: A root with `/bin/true`.
  ///   - cache: Where the store is.
  static func run(root folder: FilePath, cache: FilePath, count: Int) async throws {
    let store = try ContentStore(at: cache)
    let clock = ContinuousClock()
    let input = try store.capture(folder)
    let executor = try await BubblewrapExecutor(store: store, environment: ["PATH": "/usr/bin:/bin"])
    var sandbox = Action.Sandbox()
    (sandbox.root, sandbox.workingFolder) = (.input(writable: ["/build", "/install"]), "/")
    let action = Action(
      title: "true", input: input, arguments: ["/bin/true"], outputs: ["/install"], sandbox: sandbox)
    let staging = try await clock.measure { _ = try await executor.run(action) }
    print("first \(milliseconds(staging))")
    for _ in 0..<count {
      print("again \(milliseconds(try await clock.measure { _ = try await executor.run(action) }))")
    }
  }

  private static func milliseconds(_ duration: Duration) -> Double { duration / .milliseconds(1) }
}
