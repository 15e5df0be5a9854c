import ArgumentParser
import CanonicalJSON
import Diagnostics
import Graph
import Publishing
import PythonLayers
import Specs
import Store
import SystemPackage
import Verification

/// `assay export`: puts the layers of a stack into a folder, ready to run.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a stack's layers to a folder and install them there, ready to run.",
    discussion: """
      Run an application with: DIR/APPLICATION/bin/python -m LAUNCH_MODULE
      Layers that are not exported stand in the manifest as they are in the folder.
      """, aliases: ["local-export"])

  @OptionGroup var options: StackOptions
  @OptionGroup var layers: LayerOptions
  @OptionGroup var preview: PreviewOptions
  @OptionGroup var related: RelatedOptions

  @Option(
    name: .customLong("output-dir"), help: .init("Where to write; relative to the spec's folder.", valueName: "DIR"),
    completion: .directory)
  var outputDir = "_export"

  @Flag(name: .customLong("dry-run"), inversion: .prefixedNo, help: "Build nothing; print the manifest.")
  var dryRun = false

  @Flag(inversion: .prefixedNo, help: "Taken as venvstacks takes it: layers are always written anew.")
  var force = false

  func run() async throws {
    let setup = try options.load()
    let selection = try layers.select(related.request, of: setup)
    guard try await preview.show(selection, of: setup, layers) else { return }
    let folder = setup.outputFolder(outputDir)
    let export = LocalExport(folder: folder, machine: setup.machine, platform: setup.platform)
    let step = BuildStep(setup, selection.names { $0.publishes })
    if dryRun {
      let locked = try await step.lockedLayers()
      Progress.shared.clear()
      return Console.print(export.manifest(locked).text, terminator: "")
    }
    let built = try await step.run()
    for (layer, tree) in built {
      Progress.shared.show("exporting \(layer.installTarget)")
      let path = try await export.write(layer, tree: tree)
      Progress.shared.clear()
      Console.print(shown(path))
    }
    try export.writeManifest(built.map(\.layer), of: setup.pipeline.layers)
    if setup.platform != .current {
      Console.printError("note: not installed: run each layer's postinstall.py on \(setup.platform.rawValue)")
    }
  }
}
