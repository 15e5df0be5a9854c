package import CanonicalJSON
package import Graph
package import PythonLayers
package import Specs
package import Store
import SystemPackage

/// The metadata of published layers, in venvstacks' fields.
package enum Metadata {
  /// What is known of a layer's archive before it is built: a publication request.
  ///
  /// - Parameters:
  ///   - archiveName: See ``ArchiveName``.
  ///   - build: The number of this archive among those published for one version of the lock.
  package static func request(
    _ layer: LockedLayer, platform: TargetPlatform, archiveName: String, build: Int
  ) -> JSONValue {
    var json = base(layer, platform: platform)
    json["archive_build"] = .integer(Int64(build))
    json["archive_name"] = .string(archiveName)
    json["target_platform"] = .string(platform.rawValue)
    return json
  }

  /// The request with what is known once the archive is there.
  package static func published(_ request: JSONValue, archive: Blob) -> JSONValue {
    var json = request
    json["archive_size"] = .integer(archive.size)
    json["archive_hashes"] = ["sha256": .string(archive.digest.hex)]
    return json
  }

  /// What holds for a layer however it is handed on.
  ///
  /// On Windows every layer holds programs of the interpreter, and so is bound to it.
  package static func base(_ locked: LockedLayer, platform: TargetPlatform = .current) -> JSONValue {
    let layer = locked.layer
    var json: JSONValue = [
      "bound_to_implementation": .bool(layer.category == .runtime || platform.isWindows),
      "install_target": .string(locked.installTarget),
      "layer_name": .string(layer.buildName),
      "lock_version": .integer(Int64(locked.lockVersion)),
      "locked_at": .string(locked.metadata.lockedAt),
      "python_implementation": .string(layer.pythonImplementation),
      "requirements_hash": .string(locked.metadata.requirementsHash),
      "runtime_layer": .string(locked.runtimeTarget ?? locked.installTarget),
    ]
    if layer.category != .runtime {
      json["required_layers"] = .array(locked.frameworkTargets.map { .string($0) })
    }
    if let launch = locked.modules.first, layer.category == .application {
      json["app_launch_module"] = .string(launch.stem)
      json["app_launch_module_hash"] = .string(launch.hash)
      let support = locked.modules.dropFirst()
      if !support.isEmpty {
        json["app_support_modules"] = .array(
          support.map { ["hash": .string($0.hash), "name": .string($0.stem)] })
      }
    }
    return json
  }

  /// The manifest of a stack: the metadata of its layers by category, in the spec's order.
  package static func manifest(_ layers: [(layer: Layer, metadata: JSONValue)]) -> JSONValue {
    func list(_ category: LayerCategory) -> JSONValue {
      .array(layers.filter { $0.layer.category == category }.map(\.metadata))
    }
    return [
      "layers": [
        "applications": list(.application), "frameworks": list(.framework), "runtimes": list(.runtime),
      ]
    ]
  }
}

extension Metadata {
  /// Entries of a manifest in the stack's order: those given, and for its other layers what `saved` says.
  static func merged(
    _ entries: [(layer: Layer, metadata: JSONValue)], of all: [Layer], saved: (Layer) throws -> JSONValue?
  ) rethrows -> [(layer: Layer, metadata: JSONValue)] {
    let new = Dictionary(entries.map { ($0.layer.buildName, $0) }, uniquingKeysWith: { first, _ in first })
    guard all.contains(where: { new[$0.buildName] == nil }) else { return entries }
    return try all.compactMap { layer in
      if let entry = new[layer.buildName] { return entry }
      return try saved(layer).map { (layer, $0) }
    }
  }

  /// A metadata file; nil when there is none.
  static func saved(_ file: FilePath) throws -> JSONValue? {
    file.kind == .file ? try JSONValue(parsing: try file.readBytes(), file: shown(file)) : nil
  }
}

/// How archives and metadata files are named.
package enum ArchiveName {
  /// For a folder that holds one archive of each layer.
  package static func plain(_ installTarget: String, fileExtension: String) -> String { installTarget + fileExtension }

  /// With platform and build number, for a place that holds the archives of many builds.
  package static func tagged(
    _ installTarget: String, platform: TargetPlatform, build: Int, fileExtension: String
  ) -> String { "\(installTarget)-\(platform.rawValue)-\(build)\(fileExtension)" }
}
