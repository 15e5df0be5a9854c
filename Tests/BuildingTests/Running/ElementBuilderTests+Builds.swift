import Building
import Diagnostics
import Execution
import Graph
import Specs
import Store
import Synchronization
import SystemPackage
import TestSupport
import Testing

extension ElementBuilderTests {
  struct Build {
    let builder: ElementBuilder
    let result: BuildResult
    /// Titles of what was run, sorted.
    let ran: [String]

    func id(_ name: String) -> ElementID { builder.graph[name + ".bst"]?.id ?? -1 }
    func state(_ name: String) -> BuildState { result.report[id(name)] }
    func artifact(_ name: String) -> Artifact? { builder.artifact(of: id(name)) }

    func tree(_ name: String) throws -> Folder {
      try builder.artifacts.store.folder(try #require(artifact(name), "no artifact of \(name)").files)
    }

    func log(_ name: String) throws -> String {
      String(decoding: try builder.artifacts.store.read(try #require(result[id(name)].log)), as: UTF8.self)
    }
  }

  func run(_ elements: SampleElement..., changing: (inout BuildOptions) -> Void = { _ in }) async throws
    -> Build
  {
    try await run([], elements, changing: changing)
  }

  func run(_ elements: [SampleElement], changing: (inout BuildOptions) -> Void = { _ in }) async throws -> Build {
    try await run([], elements, changing: changing)
  }

  /// Builds all elements, and `base` with the named programs besides the shell.
  func run(
    _ programs: [String], _ elements: [SampleElement], changing: (inout BuildOptions) -> Void = { _ in }
  ) async throws -> Build {
    let executor = CountingExecutor()
    let builder = try await makeBuilder(programs, elements, executor)
    var options = BuildOptions()
    (options.failurePolicy, options.jobs, options.timeout) = (.continue, 2, 60)
    changing(&options)
    return Build(builder: builder, result: await builder.build(options), ran: executor.titles)
  }

  func makeBuilder(
    _ programs: [String], _ elements: [SampleElement], _ executor: any Executor
  ) async throws -> ElementBuilder {
    let store = try ContentStore.temporary()
    let root = TemporaryFolder.path.appending("root")
    if root.kind == nil {
      try store.checkOut(try store.hostRoot(programs: ["sh", "mkdir"] + programs), to: root)
    }
    let base = SampleElement("base", .import(source: "/", target: "/")).with {
      $0.sources = [SourceDeclaration(.local(root), folder: "", place: $0.place)]
    }
    let project = sampleProject([base] + elements.map { $0.with { $0.environment = ["PATH": "/bin"] } })
    let graph = try ElementGraph(project)
    var sources = SourceTrees(
      store: store, fetcher: Fetcher(store: store, environment: [:], isOffline: true), projectFolder: project.folder)
    let local = try sources.readLocal(of: graph.elements.map(\.declaration))
    return ElementBuilder(
      graph, try ElementKeys(graph, localSources: local), artifacts: ArtifactStore(store), sources: sources,
      executor: CachingExecutor(executor, store: store))
  }
}

/// The real sandbox; remembers what it ran.
final class CountingExecutor: Executor {
  private let ran = Mutex<[String]>([])
  private let onRun: @Sendable () -> Void

  init(onRun: @escaping @Sendable () -> Void = {}) { self.onRun = onRun }

  /// Sorted.
  var titles: [String] { ran.withLock { $0.sorted() } }

  func run(_ action: Action) async throws -> ActionResult {
    ran.withLock { $0.append(action.title) }
    onRun()
    return try await BubblewrapExecutor(store: .temporary(), environment: ["PATH": "/usr/bin:/bin"]).run(action)
  }
}
