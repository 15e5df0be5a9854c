package import Diagnostics
import Execution
package import Graph
package import PythonLayers
package import Specs
package import Store
package import SystemPackage

/// The steps from a stack's locks to its published layers, for one platform.
package struct StackPipeline: Sendable {
  /// What is built.
  package let graph: LayerGraph
  package let machine: Machine
  package let platform: TargetPlatform
  package let locksFolder: FilePath
  package let specFolder: FilePath
  package let injected: InjectedFiles
  /// The kind of archives.
  package let format: PublishFormat
  package let progress: @Sendable (String) -> Void

  /// Makes the steps for one platform; nothing is done yet.
  package init(
    graph: LayerGraph, machine: Machine, platform: TargetPlatform, locksFolder: FilePath, specFolder: FilePath,
    injected: InjectedFiles, format: PublishFormat, progress: @escaping @Sendable (String) -> Void
  ) {
    (self.graph, self.machine, self.platform, self.locksFolder) = (graph, machine, platform, locksFolder)
    (self.specFolder, self.injected, self.format, self.progress) = (specFolder, injected, format, progress)
  }

  /// The layers that the platform gets, in the spec's order.
  package var layers: [Layer] { graph.layers.filter { $0.platforms.contains(platform) } }

  /// The layers of the platform that can't be built for it, with the reason; a note, and no problem.
  package var skipped: [(layer: Layer, reason: String)] {
    layers.compactMap { layer in layer.reasonToSkip(on: platform).map { (layer, $0) } }
  }

  /// What is left out of the layers of the platform and why, in sentences without a full stop.
  package var notes: [String] {
    let withoutLauncher = layers.filter { layer in
      platform.isWindows && layer.category != .runtime && !layer.hasInterpreterSource(for: platform)
    }
    let launchers =
      withoutLauncher.isEmpty
      ? []
      : [
        "\(list(withoutLauncher)): without 'Scripts/python.exe', which comes from an interpreter archive for "
          + platform.rawValue
      ]
    return skipped.map { "\(list([$0.layer])) is skipped: \($0.reason)" } + launchers
  }

  private func list(_ layers: [Layer]) -> String { layers.map { "'\($0.buildName)'" }.joined(separator: ", ") }

  /// How each layer's lock files stand to the spec, by build name; for all platforms' layers.
  package func lockStatuses(_ locks: LockSet) async throws -> [String: LockStatus] {
    var statuses: [String: LockStatus] = [:]
    let folder = shown(locksFolder)
    var hashes: [FilePath: String] = [:]
    for layer in graph.lockedLayers {
      let modules = moduleFiles(of: layer)
      for file in modules where hashes[file] == nil {
        hashes[file] = try await ModuleSource.hash(file, store: machine.store, environment: machine.environment)
      }
      let inputs = LockInputs(layer: layer, moduleHashes: modules.compactMap { hashes[$0] })
      statuses[layer.buildName] = LockStatus(of: layer, in: locks, inputs: inputs, locksFolder: folder)
    }
    return statuses
  }

  /// The layers of the platform that have a readable lock, in the spec's order.
  ///
  /// A layer above one without a lock is left out too, since its deployed names can't be known.
  package func lockedLayers(_ statuses: [String: LockStatus]) async throws -> [LockedLayer] {
    var result: [LockedLayer] = []
    var known: [String: LockedLayer] = [:]
    for layer in layers {
      guard let status = statuses[layer.buildName], let lock = status.lock, let metadata = status.metadata,
        layer.dependencies.allSatisfy({ known[$0.buildName] != nil })
      else { continue }
      let locked = LockedLayer(
        layer: layer, lock: lock, metadata: metadata, modules: try await modules(of: layer),
        frameworkTargets: layer.frameworks.compactMap { known[$0.buildName]?.installTarget },
        runtimeTarget: layer.runtime.flatMap { known[$0.buildName]?.installTarget })
      known[layer.buildName] = locked
      result.append(locked)
    }
    return result
  }

  /// Makes trees of layers.
  var builder: LayerBuilder {
    LayerBuilder(
      machine: machine, platform: platform, locksFolder: locksFolder, injected: injected, specFolder: specFolder,
      progress: progress)
  }

  /// Builds layers side by side, without those that are ``skipped``; what goes wrong with one doesn't stop the others.
  ///
  /// A layer that demands a condition is given as a failure when a test that provides it has failed; where such a test
  /// could not be run, that is told beside the tree, and the caller decides.
  ///
  /// - Parameter statuses: The locks of the stack, also those of tests.
  package func build(_ layers: [LockedLayer], statuses: [String: LockStatus]) async throws -> [BuiltLayer] {
    let builder = builder
    let results = try await layers.filter { $0.layer.reasonToSkip(on: platform) == nil }.concurrentMap(width: 2) {
      layer in
      BuiltLayer(layer: layer, result: try await collectingDiagnostics { try await builder.build(layer) })
    }
    return try await gated(results, statuses: statuses)
  }

  /// Archives layers side by side.
  package func publish(_ built: [(layer: LockedLayer, tree: Folder)]) async throws -> [PublishedLayer] {
    try await built.concurrentMap(width: 2) { item in
      progress("publishing \(item.layer.buildName)")
      return try TreePublisher(store: machine.store, form: ArchiveForm(format)).publish(item.layer, tree: item.tree)
    }
  }

  /// What archives of this platform were made from.
  package var origins: ArchiveOrigins {
    ArchiveOrigins(store: machine.store, injected: injected, platform: platform, format: format)
  }

  /// The ending of archive names.
  package var fileExtension: String { format.fileExtension }

  /// The launch module first, then the support modules; none for runtimes and frameworks.
  package func modules(of layer: Layer) async throws -> [ModuleSource] {
    var modules: [ModuleSource] = []
    for file in moduleFiles(of: layer) {
      modules.append(try await ModuleSource.load(file, store: machine.store, environment: machine.environment))
    }
    return modules
  }

  private func moduleFiles(of layer: Layer) -> [FilePath] {
    layer.modulePaths.map { specFolder.pushing(FilePath($0)).lexicallyNormalized() }
  }
}

/// The value, or the diagnostics that were thrown instead; cancellation and anything else is passed on.
package func collectingDiagnostics<Value>(
  _ body: () async throws -> Value
) async throws -> Result<Value, DiagnosticList> {
  do { return .success(try await body()) } catch let problem as Diagnostic {
    return .failure(DiagnosticList([problem]))
  } catch let problems as DiagnosticList { return .failure(problems) }
}

/// A path as messages show it: relative to the current folder where it lies below it.
package func shown(_ path: FilePath) -> String {
  let (absolute, current) = (path.absolute, FilePath(".").absolute)
  return absolute.starts(with: current) ? absolute.relative(to: current) : absolute.string
}
