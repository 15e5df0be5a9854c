import ArgumentParser
import Building
import Diagnostics
import Execution
import Graph
import Publishing
import Reports
import Specs
import Store
import SystemPackage
import Verification

/// `assay test`: runs the tests of a stack.
struct TestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the tests of a stack, or those of some of its layers or elements and what they build on.",
    discussion: """
      The test of a layer runs where what it tests is deployed, in the sandbox; targets are layers by build name, or \
      tests. The tests of elements are the providers of the condition 'tested' for the targets and all they depend on.
      One that has passed is not run again until it or something below it changes.

      Exit codes: 0 all passed, 1 one failed, 2 one could not be run, 64 wrong usage.
      """)

  @OptionGroup var options: StackOptions

  @OptionGroup var targets: TargetOptions
  @OptionGroup var elements: ElementBuildOptions

  @Option(help: .init("Elements only: the condition whose providers are run (default: tested).", valueName: "NAME"))
  var condition: String?

  @Option(
    help: .init("Elements only: write a JUnit report.", valueName: "FILE"), completion: .file())
  var junit: String?

  @Option(
    name: .customLong("output-dir"), help: .init("Put what tests keep into a folder: DIR/TEST/….", valueName: "DIR"),
    completion: .directory)
  var outputDir: String?

  func run() async throws {
    let stack = try options.selected
    if case .elements(let source) = stack.source { return try await test(stack, source) }
    try targets.refuseOptionsForLayers()
    try elements.refuseForLayers()
    guard condition == nil, junit == nil else {
      throw ValidationError("--condition and --junit are for projects of elements, and this stack is none")
    }
    let setup = try options.load()
    let tests = try LayerTestSelection(targets.targets, of: setup.graph).tests
    let statuses = try await setup.pipeline.lockStatuses(setup.committedLocks())
    let outcomes = try await setup.pipeline.run(tests, statuses: statuses)
    Progress.shared.clear()
    if let outputDir { try keepOutputs(of: outcomes, in: FilePath(outputDir).absolute, setup.store) }
    for outcome in outcomes { print(outcome) }
    if outcomes.isEmpty { Console.print("no test to run") }
    if outcomes.contains(where: \.hasFailed) { throw ExitCode(1) }
    if outcomes.contains(where: { !$0.hasPassed }) { throw ExitCode(2) }
  }

  private func test(_ stack: ProjectFile.Stack, _ source: ElementSource) async throws {
    let goal = ElementGraph.Goal.test(condition: condition ?? "tested")
    let step = try ElementStep(stack, source, targets, options.request, goal: goal)
    if let problem = condition.flatMap(step.loaded.problem) { throw problem }
    let result = try await step.build(elements.options(.continue), isTest: true)
    if let junit {
      let report = ElementJUnitReport(result, log: step.log).render(stack: stack.name)
      try FilePath(junit).writeKeepingKind(Array(report.utf8))
    }
    if let outputDir { try keepOutputs(of: step.loaded, in: FilePath(outputDir).absolute) }
    if result.exitCode != 0 { throw ExitCode(result.exitCode) }
  }

  private func keepOutputs(of loaded: LoadedElements, in folder: FilePath) throws {
    for test in loaded.graph.targets {
      guard let artifact = loaded.artifact(of: test), artifact.succeeded else { continue }
      let target = folder.appending(String(artifact.element.dropLast(4)).replacing("/", with: "-"))
      try target.removeAll()
      try loaded.artifacts.store.checkOut(loaded.artifacts.store.folder(artifact.files), to: target)
    }
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
