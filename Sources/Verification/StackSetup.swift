package import Diagnostics
package import Graph
package import Publishing
package import PythonLayers
package import Specs
import Store
package import SystemPackage

/// A stack that has been loaded and found consistent, with the machine that builds it.
package struct StackSetup: Sendable {
  /// The stack's name in `assay.toml`, or the spec's path as it was given.
  package let name: String
  package let pipeline: StackPipeline
  /// The folder of expected outputs; absolute.
  package let expected: FilePath
  package let warnings: [Diagnostic]

  package var graph: LayerGraph { pipeline.graph }
  package var machine: Machine { pipeline.machine }
  package var platform: TargetPlatform { pipeline.platform }
  package var locksFolder: FilePath { pipeline.locksFolder }
  /// The expected outputs of the platform.
  package var platformFolder: FilePath { expected.appending(platform.rawValue) }

  /// How to call a command of this program for this stack and platform.
  func command(_ name: String) -> String {
    "assay \(name) \(escaped(self.name))" + (platform == .current ? "" : " --platform \(platform.rawValue)")
  }

  /// For a file that can't be used as it is.
  var makeHint: String { "run '\(command("update"))' to make it again" }

  var updateHint: String { "if the change is meant, run '\(command("update"))'" }

  /// What the user asked for, before anything is loaded.
  package struct Request: Sendable {
    package var stack: String?
    package var platform = TargetPlatform.current
    package var uv: FilePath?
    package var localWheels: [String] = []
    package var isOffline = false
    /// Only wheels of local folders count, whatever the spec says.
    package var usesNoIndex = false
    package var environment: [String: String]

    package init(environment: [String: String]) { self.environment = environment }
  }

  /// Loads the stack that a request names.
  ///
  /// - Throws: Every problem of `assay.toml`, of the spec and of the references between its layers.
  package static func load(
    _ request: Request, progress: @escaping @Sendable (String) -> Void
  ) throws -> StackSetup {
    guard !request.platform.isWindows else {
      throw Diagnostic(
        "platform.unsupported", "layers for \(request.platform.rawValue) can't be built yet",
        hint: "Linux and macOS platforms can; layers for Windows are only locked")
    }
    let stack = try ProjectFile.Stack.select(request.stack, from: FilePath("."))
    let config = try ExpectedOutputConfig(near: stack.expected)
    let environment = request.environment.merging(config.variables) { $1 }
    var draft = try StackSpec.draft(FilePath(shown(stack.spec)), environment: environment)
    draft.spec.assay.localWheels += request.localWheels
    if request.usesNoIndex { draft.spec.uv.leaveOutIndexes() }
    let graph = try LayerGraph(draft)
    let spec = graph.spec
    let machine = Machine(
      store: try ContentStore(at: ContentStore.defaultRoot(environment: environment)), environment: environment,
      explicitUv: request.uv, pinnedUv: config.pinnedTools["uv"], isOffline: request.isOffline)
    let injected =
      try spec.assay.injected.map {
        try InjectedFiles(in: spec.folder.pushing(FilePath($0)).lexicallyNormalized())
      } ?? .standard
    let pipeline = StackPipeline(
      graph: graph, machine: machine, platform: request.platform, locksFolder: stack.locks, specFolder: spec.folder,
      injected: injected, progress: progress)
    return StackSetup(name: stack.name, pipeline: pipeline, expected: stack.expected, warnings: spec.warnings)
  }

  /// The committed locks; empty where there are none.
  package func committedLocks() throws -> LockSet {
    try LockSet(in: locksFolder, layers: graph.layers.map { LockFileNames(buildName: $0.buildName) })
  }

  /// Locks made now, starting from the committed ones.
  package func lock(from existing: LockSet, mode: Locker.Mode) async throws -> LockSet {
    var modules: [String: [ModuleSource]] = [:]
    for layer in graph.layers { modules[layer.buildName] = try await pipeline.modules(of: layer) }
    let locker = Locker(graph: graph, machine: machine, locksFolder: locksFolder, progress: pipeline.progress)
    return try await locker.lock(from: existing, mode: mode, modules: modules, now: .now)
  }
}
