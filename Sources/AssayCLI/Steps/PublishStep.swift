import CanonicalJSON
import Diagnostics
import Graph
import Publishing
import PythonLayers
import Specs
import Store
import SystemPackage
import Verification

/// Publishes built layers into a folder; prints the manifest.
struct PublishStep {
  /// Where to, and how.
  struct Target {
    /// Relative to the spec's folder.
    var folder: String
    var isTagged = false
    var isForced = false
  }

  private let setup: StackSetup
  private let output: PublishedFolder

  init(_ setup: StackSetup, to target: Target) {
    self.setup = setup
    output = PublishedFolder(
      folder: setup.outputFolder(target.folder), platform: setup.platform, fileExtension: setup.pipeline.fileExtension,
      isTagged: target.isTagged, isForced: target.isForced, origins: setup.pipeline.origins)
  }

  /// Prints the manifest that publishing would write, and writes nothing.
  func announce(_ layers: [LockedLayer]) throws {
    Progress.shared.clear()
    setup.printNotes()
    let published = layers.filter { $0.layer.reasonToSkip(on: setup.platform) == nil }
    Console.print(try output.request(published).text, terminator: "")
  }

  /// Layers that are not published stand in the manifest as they are in the folder.
  func run(_ built: [(layer: LockedLayer, tree: Folder)]) async throws {
    let published = try await setup.pipeline.publish(built)
    Progress.shared.clear()
    let manifest = try output.write(published, of: setup.pipeline.layers, store: setup.machine.store)
    Console.print(manifest.text, terminator: "")
  }
}

extension StackSetup {
  /// A folder that an option names, relative to the spec's.
  func outputFolder(_ path: String) -> FilePath { graph.spec.folder.pushing(FilePath(path)).lexicallyNormalized() }
}
