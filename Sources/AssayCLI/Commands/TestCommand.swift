import ArgumentParser
import Diagnostics
import Execution
import Graph
import Publishing
import Specs
import Store
import SystemPackage
import Verification

/// `assay test`: runs the tests of a stack.
struct TestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the tests of a stack, or those of some of its layers and what they build on.",
    discussion: """
      A test runs where what it tests is deployed, in the sandbox. One that has passed is not run again until it or
      something below it changes.

      Exit codes: 0 all passed, 1 one failed, 2 one could not be run, 64 wrong usage.
      """)

  @OptionGroup var options: StackOptions

  @Argument(
    help: "Layers by build name, or tests; patterns may hold '*', '?' and '[…]'. Without any, all tests are run.")
  var targets: [String] = []

  @Option(
    name: .customLong("output-dir"), help: .init("Put what tests keep into a folder: DIR/TEST/….", valueName: "DIR"),
    completion: .directory)
  var outputDir: String?

  func run() async throws {
    let setup = try options.load()
    let tests = try LayerTestSelection(targets, of: setup.graph).tests
    let statuses = try await setup.pipeline.lockStatuses(setup.committedLocks())
    let outcomes = try await setup.pipeline.run(tests, statuses: statuses)
    Progress.shared.clear()
    if let outputDir { try keepOutputs(of: outcomes, in: FilePath(outputDir).absolute, setup.store) }
    for outcome in outcomes { print(outcome) }
    if outcomes.isEmpty { Console.print("no test to run") }
    if outcomes.contains(where: \.hasFailed) { throw ExitCode(1) }
    if outcomes.contains(where: { !$0.hasPassed }) { throw ExitCode(2) }
  }

  private func print(_ outcome: LayerTestOutcome) {
    let name = outcome.test.buildName
    guard !outcome.hasPassed else { return Console.print("passed     \(name)") }
    Console.print("\(outcome.hasFailed ? "failed   " : "undecided")  \(name): \(outcome.summary)")
    for line in outcome.lastLines { Console.print("    \(line)") }
    if case .failure(let problems) = outcome.result { problems.diagnostics.forEach { Console.printError("\($0)") } }
  }

  private func keepOutputs(
    of outcomes: [LayerTestOutcome], in folder: FilePath, _ store: ContentStore
  ) throws {
    for outcome in outcomes {
      guard case .success(let result) = outcome.result, let output = outcome.outputs(of: result) else { continue }
      let target = folder.appending(outcome.test.buildName)
      try target.removeAll()
      try store.checkOut(output, to: target)
    }
  }
}
