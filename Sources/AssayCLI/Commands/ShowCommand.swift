import ArgumentParser
import CanonicalJSON
import Graph
import Publishing
import Reports
import Verification

/// `assay show`: the layers of a stack and whether their locks are valid.
struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "List the layers of a stack, what each builds on, and whether its lock is valid.",
    discussion: "A '*' marks a layer whose lock is missing or does not fit the spec.")

  @OptionGroup var options: StackOptions
  @OptionGroup var layers: LayerOptions

  func run() async throws {
    let setup = try options.load()
    let selection = try layers.select(SelectionRequest(LayerOperations()), of: setup)
    let statuses = try await setup.pipeline.lockStatuses(setup.committedLocks())
    Progress.shared.clear()
    let report = StackStatusReport(StackStatus(of: setup.graph, statuses, showing: selection.included))
    Console.print(layers.json ? report.json.text : report.tree, terminator: "")
  }
}
