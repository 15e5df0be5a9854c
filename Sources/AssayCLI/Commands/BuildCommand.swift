import ArgumentParser
import Building
import Graph
import PythonLayers
import Specs
import Store

/// `assay build`: builds the layers or elements of a stack into the store.
struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Build a stack's layers from their locks, or the elements of a project, into the store.",
    discussion: """
      Layers: prints the digest of each layer's tree, or with --publish the manifest. Elements: prints what becomes of \
      each; one that has failed is not run again until what it is made from changes, or with --retry-failed.
      What the store holds already is not built again.

      Exit codes: 0 built, 1 an element failed, 2 the project or the machine is at fault, 64 wrong usage.
      """)

  @OptionGroup var options: StackOptions
  @OptionGroup var targets: TargetOptions
  @OptionGroup var elements: ElementBuildOptions
  @OptionGroup var layers: LayerOptions
  @OptionGroup var preview: PreviewOptions
  @OptionGroup var locking: LockSelectionOptions

  @Flag(
    name: [.customLong("lock-if-needed"), .customLong("lock")], inversion: .prefixedNo,
    help: "First lock layers whose lock does not fit the spec.")
  var lockIfNeeded = false

  @Flag(inversion: .prefixedNo, help: "Build the layers.")
  var build = true

  @Flag(inversion: .prefixedNo, help: "Publish the layers, too.")
  var publish = false

  @Flag(
    name: .customLong("include-dependencies"), inversion: .prefixedNo,
    help: "Lock, build and publish what the layers build on, too: goes before the options for each.")
  var includeDependencies: Bool?

  @Flag(
    name: .customLong("build-dependencies"), inversion: .prefixedNo, help: "Build what the layers build on, too.")
  var buildDependencies = false

  @Flag(name: .customLong("build-derived"), inversion: .prefixedNo, help: "Build what builds on the layers, too.")
  var buildDerived = false

  @OptionGroup var related: RelatedOptions
  @OptionGroup var output: PublishOptions

  func run() async throws {
    let stack = try options.selected
    if case .elements(let source) = stack.source { return try await build(stack, source) }
    try targets.refuseOptionsForLayers()
    try elements.refuseForLayers()
    let setup = try options.load()
    let selection = try layers.select(request, targets: targets.targets, of: setup)
    guard try await preview.show(selection, of: setup, layers) else { return }
    if lockIfNeeded { for line in try await LockStep(setup, selection).run() { Console.printError(line) } }
    // What the store holds is not built again, so publishing without building takes what was built before.
    let wanted = selection.names { $0.build == .always || (publish && $0.publishes) }
    let built = try await BuildStep(setup, wanted).run()
    guard publish else {
      for (layer, tree) in built { Console.print("\(tree.digest)  \(layer.installTarget)") }
      return
    }
    let published = selection.names { $0.publishes }
    var target = output.target
    target.isForced = locking.clean
    try await PublishStep(setup, to: target).run(built.filter { published.contains($0.layer.layer.buildName) })
  }

  private func build(_ stack: ProjectFile.Stack, _ source: ElementSource) async throws {
    try layers.refuseForElements()
    guard !publish, !layers.json, !preview.show, !preview.showOnly else {
      throw ValidationError(
        "--publish, --json and --show are for layers; see 'assay show' and 'assay artifact checkout'")
    }
    let step = try ElementStep(stack, source, targets, options.request)
    let code = try await step.build(elements.options(.quit)).exitCode
    if code != 0 { throw ExitCode(code) }
  }

  private var request: SelectionRequest {
    var request = SelectionRequest(
      LayerOperations(lock: lockIfNeeded ? .ifNeeded : .no, build: build ? .always : .no, publishes: true))
    locking.apply(to: &request)
    request.dependencies = SelectionRequest.Steps(
      lock: includeDependencies ?? locking.lockDependencies, build: includeDependencies ?? buildDependencies,
      publish: includeDependencies ?? related.publishDependencies)
    request.derived = SelectionRequest.Steps(build: buildDerived, publish: related.publishDerived)
    return request
  }
}
