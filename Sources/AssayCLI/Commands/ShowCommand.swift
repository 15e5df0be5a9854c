import ArgumentParser
import Building
import CanonicalJSON
import Diagnostics
import Graph
import Publishing
import Reports
import Specs
import Store
import Verification

/// `assay show`: the layers of a stack and whether their locks are valid, or the elements of a project and their states.
struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "List the layers of a stack and whether their locks are valid, or the elements of a project.",
    discussion: """
      Layers: shows what each builds on; a '*' marks a layer whose lock is missing or does not fit the spec.

      Elements: shows the state, the artifact key and the name of each. It is 'cached' when its artifact is in the \
      store, 'failed' when its failure is, 'buildable' when all is there that it needs, 'waiting' when something of that \
      has to be built first, and 'blocked' when something of that has failed.
      """)

  @OptionGroup var options: StackOptions
  @OptionGroup var targets: TargetOptions
  @OptionGroup var layers: LayerOptions

  @Option(
    name: .customLong("deps"),
    help: .init(
      "Elements only: what of that which the targets depend on is shown, too (default: all).",
      valueName: "none|build|run|all"))
  var scope: DependencyScope?

  @Option(
    help: .init(
      "Elements only: how, as '%{state:>12} %{key} %{name}'; a wrong symbol tells all there are.", valueName: "TEXT"),
    transform: ElementFormat.init(argument:))
  var format: ElementFormat?

  func run() async throws {
    let stack = try options.selected
    if case .elements(let source) = stack.source { return try show(stack, source) }
    try targets.refuseOptionsForLayers()
    guard scope == nil, format == nil else {
      throw ValidationError("--deps and --format are for projects of elements, and this stack is none")
    }
    let setup = try options.load()
    let selection = try layers.select(SelectionRequest(LayerOperations()), targets: targets.targets, of: setup)
    let statuses = try await setup.pipeline.lockStatuses(setup.committedLocks())
    Progress.shared.clear()
    let report = StackStatusReport(StackStatus(of: setup.graph, statuses, showing: selection.included))
    Console.print(layers.json ? report.json.text : report.tree, terminator: "")
  }

  private func show(_ stack: ProjectFile.Stack, _ source: ElementSource) throws {
    try layers.refuseForElements()
    guard !layers.json || format == nil else { throw ValidationError("JSON has a form of its own; leave out --format") }
    let loaded = try ElementStep(stack, source, targets, options.request).loaded
    let report = ElementListReport(project: loaded.graph.projectName, loaded.listing(scope ?? .all))
    Console.print(layers.json ? report.json.text : report.text(format ?? .standard), terminator: "")
  }
}

extension ElementFormat {
  /// - Throws: A usage error that says which part is wrong and what is known.
  fileprivate init(argument: String) throws {
    do throws(Diagnostic) { self = try ElementFormat(parsing: argument) } catch {
      throw ValidationError(error.message + (error.hint.map { "; \($0)" } ?? ""))
    }
  }
}
