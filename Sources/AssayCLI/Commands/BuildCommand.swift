import ArgumentParser
import Diagnostics
import Graph
import Publishing
import PythonLayers
import Store
import Verification

/// `assay build`: builds the layers of a stack into the store.
struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Build a stack's layers from their locks, offline, into the store.",
    discussion: "Prints the digest of each layer's tree. What the store holds already is not built again.")

  @OptionGroup var options: StackOptions

  func run() async throws {
    for (layer, tree) in try await builtLayers(options.load()) {
      Console.print("\(tree.digest)  \(layer.installTarget)")
    }
  }
}

/// Says which layers are left out and why.
func printNotes(_ setup: StackSetup) { setup.pipeline.notes.forEach { Console.printError("note: \($0)") } }

/// The built layers of a stack.
///
/// - Throws: The problems of all layers that can't be built.
func builtLayers(_ setup: StackSetup) async throws -> [(layer: LockedLayer, tree: Folder)] {
  let statuses = try await setup.pipeline.lockStatuses(setup.committedLocks())
  let problems = setup.pipeline.layers.flatMap { statuses[$0.buildName]?.problems ?? [] }
  guard problems.isEmpty else { throw DiagnosticList(problems) }
  let results = try await setup.pipeline.build(setup.pipeline.lockedLayers(statuses))
  Progress.shared.clear()
  printNotes(setup)
  var (built, failures) = ([(layer: LockedLayer, tree: Folder)](), [Diagnostic]())
  for (layer, result) in results {
    switch result {
    case .success(let tree): built.append((layer, tree))
    case .failure(let problems): failures += problems.diagnostics
    }
  }
  guard failures.isEmpty else { throw DiagnosticList(failures) }
  return built
}
