package import Diagnostics
package import Execution
package import Graph
package import PythonLayers
import Specs
package import Store
import SystemPackage

/// How a test of layers ended.
package struct LayerTestOutcome: Sendable {
  package var test: LayerTest
  /// What its command left, or why it could not be run.
  package var result: Result<ActionResult, DiagnosticList>

  package var hasPassed: Bool { if case .success(let result) = result { result.succeeded } else { false } }

  /// Whether the command came to an end of its own that was no good one, as opposed to a test that could not be run.
  package var hasFailed: Bool { if case .success = result { !hasPassed } else { false } }

  /// What happened, in words.
  package var summary: String {
    switch result {
    case .success(let result) where result.succeeded: "passed"
    case .success(let result) where result.timedOut: "did not end within \(test.spec.timeout) s"
    case .success(let result) where result.exitCode == LaunchAction.postInstallationFailed:
      "could not be run: a layer could not be installed in another folder"
    case .success(let result): "failed with \(result.exitCode.map { "exit code \($0)" } ?? "a signal")"
    case .failure: "could not be run"
    }
  }

  /// The last lines that the command wrote, escaped.
  package var lastLines: [String] {
    guard case .success(let result) = result else { return [] }
    return (result.standardError + result.standardOutput).split(separator: "\n").suffix(20)
      .map { escaped(String($0)) }
  }
}

extension StackPipeline {
  /// Runs tests of layers, a few at once.
  ///
  /// - Parameter trees: Layers that have been built; what else a test stands on is built for it.
  package func run(
    _ tests: [LayerTest], statuses: [String: LockStatus], trees: [String: Folder] = [:]
  ) async throws -> [LayerTestOutcome] {
    let locked = try await lockedLayers(statuses)
    let known = Dictionary(locked.map { ($0.buildName, $0) }, uniquingKeysWith: { $1 })
    return try await tests.concurrentMap(width: 2) { test in
      let result = try await collectingDiagnostics {
        try await run(test, known: known, statuses: statuses, trees: trees)
      }
      return LayerTestOutcome(test: test, result: result)
    }
  }

  private func run(
    _ test: LayerTest, known: [String: LockedLayer], statuses: [String: LockStatus], trees: [String: Folder]
  ) async throws -> ActionResult {
    guard platform == .current else {
      throw Diagnostic(
        "test.other-platform", "test '\(test.spec.name)' needs a machine of the platform \(platform.rawValue)",
        hint: "run it there")
    }
    let below = try test.layer.dependencies.reversed().map { layer -> LockedLayer in
      if let locked = known[layer.buildName] { return locked }
      throw Diagnostic(
        "test.not-locked", "test '\(test.spec.name)' stands on '\(layer.buildName)', which has no usable lock",
        hint: "run '\(layer.lockCommand)'")
    }
    let own = try lockedTest(test, above: below, statuses: statuses)
    var layers: [(name: String, tree: Folder)] = []
    for layer in below + [own] {
      let tree = if let tree = trees[layer.buildName] { tree } else { try await builder.build(layer) }
      layers.append((layer.installTarget, tree))
    }
    progress("testing \(test.spec.name)")
    let python = try await machine.interpreter(test.layer.pythonVersion).tool
    return try await machine.executor().run(
      TestAction.make(test, layers: layers, files: try await files(of: test), python: python))
  }

  /// A test without requirements has no lock: nothing is installed for it.
  private func lockedTest(
    _ test: LayerTest, above below: [LockedLayer], statuses: [String: LockStatus]
  ) throws -> LockedLayer {
    let targets = Dictionary(below.map { ($0.buildName, $0.installTarget) }, uniquingKeysWith: { $1 })
    func locked(_ lock: Pylock, _ metadata: LockMetadata) -> LockedLayer {
      LockedLayer(
        layer: test.layer, lock: lock, metadata: metadata, modules: [],
        frameworkTargets: test.layer.frameworks.compactMap { targets[$0.buildName] },
        runtimeTarget: test.layer.runtime.flatMap { targets[$0.buildName] })
    }
    if test.spec.requirements.isEmpty, let base = below.first {
      return locked(Pylock.empty, base.metadata)
    }
    let status = statuses[test.buildName]
    guard let lock = status?.lock, let metadata = status?.metadata, status?.isValid == true else {
      throw DiagnosticList(
        status?.problems ?? [
          Diagnostic("lock.missing", "test '\(test.spec.name)' has no lock", hint: "run '\(test.layer.lockCommand)'")
        ])
    }
    return locked(lock, metadata)
  }

  private func files(of test: LayerTest) async throws -> Folder {
    var folder = Folder()
    for path in test.spec.files {
      let file = specFolder.pushing(FilePath(path)).lexicallyNormalized()
      let source = try await ModuleSource.load(file, store: machine.store, environment: machine.environment)
      folder.insert(source.content, at: path)
    }
    return folder
  }

  /// The results with a diagnostic in place of each layer that demands a condition whose tests did not pass.
  func gated(_ results: [BuiltLayer], statuses: [String: LockStatus]) async throws -> [BuiltLayer] {
    let edges = results.map { item -> [LayerConditionEdge] in
      guard case .success = item.result else { return [] }
      return graph.conditionEdges(of: item.layer.layer)
    }
    var needed: [String: LayerTest] = [:]
    for edge in edges.joined() { needed[edge.test.buildName] = edge.test }
    guard !needed.isEmpty else { return results }
    var trees: [String: Folder] = [:]
    for item in results { trees[item.layer.buildName] = try? item.result.get() }  // What failed is no tree.
    let outcomes = try await run(graph.tests.filter { needed[$0.buildName] != nil }, statuses: statuses, trees: trees)
    let byName = Dictionary(outcomes.map { ($0.test.buildName, $0) }, uniquingKeysWith: { $1 })
    return zip(results, edges).map { item, edges in
      var item = item
      var failures: [Diagnostic] = []
      for edge in edges {
        guard let outcome = byName[edge.test.buildName], !outcome.hasPassed else { continue }
        if case .failure(let problems) = outcome.result {
          item.untested.append(UntestedCondition(edge: edge, problems: problems))
        } else {
          failures.append(blocked(item.layer, by: edge, outcome.summary))
        }
      }
      if !failures.isEmpty { item.result = .failure(DiagnosticList(failures)) }
      return item
    }
  }

  /// Why layers are not given that demand conditions whose tests could not be run.
  package func blocked(_ item: BuiltLayer) -> [Diagnostic] {
    item.untested.map { blocked(item.layer, by: $0.edge, "could not be run: \($0.reason)") }
  }

  private func blocked(_ layer: LockedLayer, by edge: LayerConditionEdge, _ why: String) -> Diagnostic {
    Diagnostic(
      "condition.blocked",
      "layer '\(layer.buildName)' is blocked: \(escaped(edge.condition))(\(edge.subject)) by test "
        + "'\(edge.test.spec.name)', which \(why)", at: edge.test.spec.place,
      hint: "see what it says: assay test \(escaped(graph.spec.name))")
  }
}

extension LayerTestOutcome {
  /// What the test keeps, by the names that its spec gives; nil when it made nothing of that.
  package func outputs(of result: ActionResult) -> Folder? { result.output.folder(at: TestAction.folder) }
}
