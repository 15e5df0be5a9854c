import ArgumentParser
import CanonicalJSON
import Graph
import Publishing
import PythonLayers
import Specs
import Store
import SystemPackage
import Verification

/// `assay publish`: archives the layers of a stack.
struct PublishCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "Write a stack's layers as archives, with their metadata and a manifest.")

  @OptionGroup var options: StackOptions

  @Option(
    name: .customLong("output-dir"), help: .init("Where to write; relative to the spec's folder.", valueName: "DIR"),
    completion: .directory)
  var outputDir = "_artifacts"

  @Flag(name: .customLong("tag-outputs"), help: "Put platform and build number into the names.")
  var tagOutputs = false

  @Flag(name: .customLong("dry-run"), help: "Build nothing; print the manifest that would be written.")
  var dryRun = false

  @Flag(help: "Count the build number up even where nothing changed.")
  var force = false

  func run() async throws {
    let setup = try options.load()
    let folder = setup.graph.spec.folder.pushing(FilePath(outputDir)).lexicallyNormalized()
    let output = PublishedFolder(
      folder: folder, platform: setup.platform, fileExtension: setup.pipeline.fileExtension, isTagged: tagOutputs,
      isForced: force && !dryRun)
    if dryRun {
      let statuses = try await setup.pipeline.lockStatuses(setup.committedLocks())
      let layers = try await setup.pipeline.lockedLayers(statuses)
        .filter { $0.layer.reasonToSkip(on: setup.platform) == nil }
      printNotes(setup)
      Progress.shared.clear()
      Console.print(try output.request(layers).text, terminator: "")
      return
    }
    let published = try await setup.pipeline.publish(builtLayers(setup))
    Progress.shared.clear()
    Console.print(try output.write(published, store: setup.machine.store).text, terminator: "")
  }
}
