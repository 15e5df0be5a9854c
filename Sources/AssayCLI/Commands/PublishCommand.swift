import ArgumentParser
import Graph

/// `assay publish`: archives the layers of a stack.
struct PublishCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "Write a stack's layers as archives, with their metadata and a manifest.",
    discussion: "Layers that are not published stand in the manifest as they are in the folder.")

  @OptionGroup var options: StackOptions
  @OptionGroup var layers: LayerOptions
  @OptionGroup var preview: PreviewOptions
  @OptionGroup var related: RelatedOptions
  @OptionGroup var output: PublishOptions

  @Flag(
    name: .customLong("dry-run"), inversion: .prefixedNo,
    help: "Build nothing; print the manifest as far as it is known.")
  var dryRun = false

  @Flag(inversion: .prefixedNo, help: "Count the build number up even where nothing changed.")
  var force = false

  func run() async throws {
    let setup = try options.load()
    let selection = try layers.select(related.request, of: setup)
    guard try await preview.show(selection, of: setup, layers) else { return }
    var target = output.target
    target.isForced = force && !dryRun
    let (step, publishing) = (BuildStep(setup, selection.names { $0.publishes }), PublishStep(setup, to: target))
    if dryRun { return try publishing.announce(await step.lockedLayers()) }
    try await publishing.run(step.run())
  }
}
