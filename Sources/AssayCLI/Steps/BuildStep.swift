import Diagnostics
import Graph
import Publishing
import PythonLayers
import Specs
import Store
import Verification

/// Builds layers of a stack from their locks.
struct BuildStep {
  private let setup: StackSetup
  private let names: Set<String>

  /// - Parameter names: The build names of the layers that are wanted; those of other platforms don't count.
  init(_ setup: StackSetup, _ names: Set<String>) { (self.setup, self.names) = (setup, names) }

  /// The layers with their locks, in the spec's order.
  ///
  /// - Throws: Why locks of these layers, or of those below them, can't be used.
  func lockedLayers() async throws -> [LockedLayer] { try await locked().layers }

  private func locked() async throws -> (layers: [LockedLayer], statuses: [String: LockStatus]) {
    let wanted = setup.pipeline.layers.filter { names.contains($0.buildName) }
    let needed = names.union(wanted.flatMap(\.dependencies).map(\.buildName))
    let statuses = try await setup.pipeline.lockStatuses(setup.committedLocks())
    let problems = setup.pipeline.layers.filter { needed.contains($0.buildName) }
      .flatMap { statuses[$0.buildName]?.problems ?? [] }
    guard problems.isEmpty else { throw DiagnosticList(problems) }
    let layers = try await setup.pipeline.lockedLayers(statuses).filter { names.contains($0.layer.buildName) }
    return (layers, statuses)
  }

  /// The layers with their trees.
  ///
  /// - Throws: The problems of all layers that can't be built.
  func run() async throws -> [(layer: LockedLayer, tree: Folder)] {
    let (layers, statuses) = try await locked()
    let results = try await setup.pipeline.build(layers, statuses: statuses)
    Progress.shared.clear()
    setup.printNotes()
    var (built, failures) = ([(layer: LockedLayer, tree: Folder)](), [Diagnostic]())
    for item in results {
      switch item.result {
      case .success(let tree):
        built.append((item.layer, tree))
        if setup.platform == .current { failures += setup.pipeline.blocked(item) } else { printUntested(item) }
      case .failure(let problems): failures += problems.diagnostics
      }
    }
    guard failures.isEmpty else { throw DiagnosticList(failures) }
    return built
  }

  /// No machine runs the tests of all platforms: what only another one could tell doesn't keep layers from being built.
  private func printUntested(_ item: BuiltLayer) {
    for condition in item.untested {
      Console.printError("note: '\(item.layer.buildName)' is not gated here: \(condition.reason)")
    }
  }
}

extension StackSetup {
  /// Says which layers are left out and why.
  func printNotes() { pipeline.notes.forEach { Console.printError("note: \($0)") } }
}

extension LayerSelection {
  /// The build names of layers that an operation is wanted for.
  func names(where isWanted: (LayerOperations) -> Bool) -> Set<String> {
    Set(operations.filter { isWanted($0.value) }.keys)
  }
}
