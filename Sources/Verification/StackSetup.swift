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
  package let layout: ProjectFile.ExpectedLayout
  package let warnings: [Diagnostic]

  package var graph: LayerGraph { pipeline.graph }
  package var machine: Machine { pipeline.machine }
  package var platform: TargetPlatform { pipeline.platform }
  package var locksFolder: FilePath { pipeline.locksFolder }
  /// The expected outputs of the platform.
  package var platformFolder: FilePath { folder(of: platform) }

  /// The expected outputs of any platform.
  func folder(of platform: TargetPlatform) -> FilePath {
    let manifests = expected.appending("expected_manifests")
    return (layout == .venvstacks && manifests.isFolder ? manifests : expected).appending(platform.rawValue)
  }

  /// How to call a command of this program for this stack and platform.
  func command(_ name: String) -> String {
    "assay \(name) \(escaped(self.name))" + (platform == .current ? "" : " --platform \(platform.rawValue)")
  }

  /// What the user asked for, before anything is loaded.
  package struct Request: Sendable {
    package var stack: String?
    package var platform = TargetPlatform.current
    package var uv: FilePath?
    package var localWheels: [String] = []
    package var isOffline = false
    /// What a missing wheel is when locking; nil for what the spec says.
    package var wheelAvailability: Diagnostic.Severity?
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
    let stack = try ProjectFile.Stack.select(request.stack, from: FilePath("."))
    guard case .layers(let source) = stack.source else {
      throw Diagnostic(
        "project.no-layers", "stack '\(escaped(stack.name))' is no layered Python stack, so it has no layers",
        hint: "name a stack whose spec is a venvstacks.toml")
    }
    return try load(stack, source, request, progress: progress)
  }

  /// Loads a layered Python stack.
  ///
  /// - Throws: Every problem of the spec and of the references between its layers.
  package static func load(
    _ stack: ProjectFile.Stack, _ source: LayerSource, _ request: Request,
    progress: @escaping @Sendable (String) -> Void
  ) throws -> StackSetup {
    let config = try ExpectedOutputConfig(near: stack.expected)
    let environment = request.environment.merging(config.variables) { $1 }
    var draft = try StackSpec.draft(FilePath(shown(source.spec)), environment: environment)
    draft.spec.name = stack.name
    draft.spec.assay.localWheels += request.localWheels
    if let severity = request.wheelAvailability { draft.spec.assay.wheelAvailability = severity }
    if request.usesNoIndex { draft.spec.uv.leaveOutIndexes() }
    let graph = try LayerGraph(draft)
    let spec = graph.spec
    let machine = Machine(
      store: try ContentStore(at: ContentStore.defaultRoot(environment: environment)), environment: environment,
      explicitUv: request.uv, pinnedUv: config.pinnedTools["uv"], isOffline: request.isOffline)
    let injected = try injectedFiles(of: spec)
    let format = stack.publishFormat ?? spec.assay.publishFormat ?? .standard(for: request.platform)
    let pipeline = StackPipeline(
      graph: graph, machine: machine, platform: request.platform, locksFolder: source.locks, specFolder: spec.folder,
      injected: injected, format: format, progress: progress)
    return StackSetup(
      name: stack.name, pipeline: pipeline, expected: stack.expected, layout: source.layout, warnings: spec.warnings)
  }

  private static func injectedFiles(of spec: StackSpec) throws -> InjectedFiles {
    guard let folder = spec.assay.injected else { return .standard }
    return try InjectedFiles(
      in: spec.folder.pushing(FilePath(folder)).lexicallyNormalized(), named: spec.assay.injectedPlace)
  }

  /// The committed locks; empty where there are none.
  package func committedLocks() throws -> LockSet {
    try LockSet(in: locksFolder, layers: graph.lockedLayers.map { LockFileNames(buildName: $0.buildName) })
  }

  /// Locks made now, starting from the committed ones.
  package func lock(from existing: LockSet, plan: LockPlan) async throws -> LockOutcome {
    var modules: [String: [ModuleSource]] = [:]
    for layer in graph.layers { modules[layer.buildName] = try await pipeline.modules(of: layer) }
    let locker = Locker(graph: graph, machine: machine, locksFolder: locksFolder, progress: pipeline.progress)
    return try await locker.lock(from: existing, plan: plan, modules: modules, now: .now)
  }
}
