import ArgumentParser
import CanonicalJSON
import Reports
import Verification

/// `assay pending`: what failed verifications would have written.
struct PendingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pending", abstract: "List the changes of expected outputs that wait for a decision.",
    discussion: """
      'assay verify' keeps them in the cache when it fails. One whose expected file, spec or sources have changed
      since is stale and can't be accepted.
      """)

  @Argument(help: "Stacks of assay.toml by name, or paths of specs; without any all stacks of assay.toml.")
  var stacks: [String] = []

  @Flag(help: "Print a JSON document, schema assay.pending-list/1.")
  var json = false

  func run() async throws {
    let selection = try await PendingSelection.ofProject(stacks: stacks)
    Console.print(json ? selection.json.text : selection.text, terminator: "")
  }
}
