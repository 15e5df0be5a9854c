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
    discussion: "Run an application with: DIR/APPLICATION/bin/python -m LAUNCH_MODULE")

  @OptionGroup var options: StackOptions

  @Option(
    name: .customLong("output-dir"), help: .init("Where to write; relative to the spec's folder.", valueName: "DIR"),
    completion: .directory)
  var outputDir = "_export"

  func run() async throws {
    let setup = try options.load()
    let layers = try await builtLayers(setup)
    let folder = setup.graph.spec.folder.pushing(FilePath(outputDir)).lexicallyNormalized()
    let export = LocalExport(folder: folder, machine: setup.machine, platform: setup.platform)
    for (layer, tree) in layers {
      Progress.shared.show("exporting \(layer.installTarget)")
      let path = try await export.write(layer, tree: tree)
      Progress.shared.clear()
      Console.print(shown(path))
    }
    try export.writeManifest(layers.map(\.layer))
    if setup.platform != .current {
      Console.printError("note: not installed: run each layer's postinstall.py on \(setup.platform.rawValue)")
    }
  }
}
