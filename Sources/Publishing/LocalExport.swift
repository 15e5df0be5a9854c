package import CanonicalJSON
import Diagnostics
import Execution
package import Graph
package import PythonLayers
package import Specs
package import Store
package import SystemPackage

/// Layers written to a folder of this machine and installed there.
package struct LocalExport: Sendable {
  private let folder: FilePath
  private let machine: Machine
  private let platform: TargetPlatform

  /// Exports to a folder, which is made when the first layer is written.
  package init(folder: FilePath, machine: Machine, platform: TargetPlatform) {
    (self.folder, self.machine, self.platform) = (folder.absolute, machine, platform)
  }

  /// Replaces the layer's folder, runs its post-installation script, and gives the folder's path.
  ///
  /// Layers must come in order, lower ones first. For another platform than this machine's the script is left to whoever
  /// unpacks the layer there.
  package func write(_ layer: LockedLayer, tree: Folder) async throws -> FilePath {
    let target = folder.appending(layer.installTarget)
    try target.removeAll()
    try machine.store.checkOut(tree, to: target)
    try metadataFile("env_metadata/\(layer.buildName)").write(Metadata.base(layer, platform: platform).bytes)
    guard platform == .current else { return target }
    let python = try await machine.interpreter(layer.layer.pythonVersion)
    var variables = machine.environment
    variables["ASSAY_HOST_PYTHON"] = python.path.string
    let outcome = try await runCommand(
      python.path, ["-X", "utf8", "-I", target.appending("postinstall.py").string], in: folder, variables: variables)
    guard outcome.succeeded else {
      throw Diagnostic(
        "export.post-install",
        "layer '\(layer.buildName)' can't be installed: \(escaped(outcome.standardError.firstLine))",
        at: Place(target.string))
    }
    return target
  }

  /// What the manifest says of these layers.
  package func manifest(_ layers: [LockedLayer]) -> JSONValue {
    Metadata.manifest(layers.map { ($0.layer, Metadata.base($0, platform: platform)) })
  }

  /// Writes the manifest of what was exported now, and of what is in the folder of a stack's other layers.
  package func writeManifest(_ layers: [LockedLayer], of all: [Layer]) throws {
    let exported = layers.map { ($0.layer, Metadata.base($0, platform: platform)) }
    let entries = try Metadata.merged(exported, of: all) { other in
      let file = metadataFile("env_metadata/\(other.buildName)")
      guard let metadata = try Metadata.saved(file), let target = metadata["install_target"]?.stringValue,
        folder.appending(target).kind == .folder
      else { return nil }
      return metadata
    }
    try metadataFile("venvstacks").write(Metadata.manifest(entries).bytes)
  }

  private func metadataFile(_ name: String) -> FilePath {
    folder.appending("__venvstacks__").pushing(FilePath(name + ".json"))
  }
}
