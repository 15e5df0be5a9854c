import Building
import Diagnostics
import Execution
import Graph
import Reports
import Specs
import Store
import SystemPackage
import Verification

/// Works on the elements of a stack.
struct ElementStep {
  /// The stack as commands take it.
  let stack: String
  let loaded: LoadedElements
  private let environment: [String: String]

  /// Loads the project; warnings go to standard error.
  ///
  /// - Throws: Every problem of the project, of references between its elements, and of its local sources.
  init(
    _ stack: ProjectFile.Stack, _ source: ElementSource, _ targets: TargetOptions, _ request: StackSetup.Request,
    goal: ElementGraph.Goal = .build
  ) throws {
    let config = try ExpectedOutputConfig(near: stack.expected)
    environment = request.environment.merging(config.variables) { $1 }
    self.stack = escaped(stack.name)
    let source = targets.applied(to: source)
    let store = try ContentStore(at: ContentStore.defaultRoot(environment: environment))
    let fetcher = Fetcher(store: store, environment: environment, isOffline: request.isOffline)
    loaded = try LoadedElements(
      source, targets: try source.expanded(targets.targets), goal: goal, store: store, fetcher: fetcher)
    loaded.graph.warnings.forEach { Console.printError("\($0)") }
  }

  /// Builds what the graph is made for, and says what becomes of each element.
  ///
  /// The sandbox is looked for when the first command is run: where all is there, none is needed.
  func build(_ options: BuildOptions, isTest: Bool = false) async throws -> BuildResult {
    let (store, environment) = (loaded.artifacts.store, environment)
    let sandbox = DeferredExecutor { try await BubblewrapExecutor(store: store, environment: environment) }
    let builder = loaded.builder(CachingExecutor(sandbox, store: store))
    let report = ElementBuildReport(loaded.graph, stack: stack, isTest: isTest, log: log)
    let result = await builder.build(options) { event in
      switch event {
      case .started(let element): Progress.shared.show("building \(escaped(element))")
      case .finished(let element, let state):
        let artifact = loaded.graph[element].flatMap { builder.artifact(of: $0.id) }
        Progress.shared.clear()
        Console.print(report.finished(element, state, artifact), terminator: "")
      }
    }
    Progress.shared.clear()
    try Task.checkCancellation()
    result.obstacles.forEach { Console.printError("\($0)") }
    Console.print(report.ended(result), terminator: "")
    return result
  }
}

extension ElementStep {
  /// The log of an artifact, or why it can't be read.
  var log: ElementBuildReport.LogReader {
    let artifacts = loaded.artifacts
    return { artifact in
      do { return try artifacts.log(of: artifact) } catch { return "\(error)" }
    }
  }
}

extension BuildResult {
  /// 1 when something failed, 2 when something else kept a target from being there.
  var exitCode: Int32 { hasFailed ? 1 : report.succeeded ? 0 : 2 }
}
