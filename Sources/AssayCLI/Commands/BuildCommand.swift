import ArgumentParser
import Graph
import PythonLayers
import Store

/// `assay build`: builds the layers of a stack into the store.
struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Build a stack's layers from their locks, offline, into the store.",
    discussion: """
      Prints the digest of each layer's tree, or with --publish the manifest.
      What the store holds already is not built again.
      """)

  @OptionGroup var options: StackOptions
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
    let setup = try options.load()
    let selection = try layers.select(request, of: setup)
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
