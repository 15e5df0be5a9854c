import Building
package import Diagnostics
import Execution
import Graph
import Publishing
import Specs
package import Store
package import SystemPackage

/// A stack of elements: the artifacts of its targets are published and held against the committed ones.
package struct ElementStack: GatedStack {
  package let name: String
  package let expected: FilePath
  package let store: ContentStore
  let elements: LoadedElements
  let format: PublishFormat
  let environment: [String: String]
  let progress: @Sendable (String) -> Void

  /// - Throws: Every problem of the project, of its graph, or of its local sources.
  init(
    _ stack: ProjectFile.Stack, _ source: ElementSource, _ request: StackSetup.Request,
    progress: @escaping @Sendable (String) -> Void
  ) throws {
    let config = try ExpectedOutputConfig(near: stack.expected)
    environment = request.environment.merging(config.variables) { $1 }
    (name, expected, self.progress) = (stack.name, stack.expected, progress)
    store = try ContentStore(at: ContentStore.defaultRoot(environment: environment))
    let fetcher = Fetcher(store: store, environment: environment, isOffline: request.isOffline)
    elements = try LoadedElements(source, store: store, fetcher: fetcher)
    format = stack.publishFormat ?? .tarXz
  }

  package var platformName: String { VerificationReport.anyPlatform }

  package var noun: String { "element" }

  package var warnings: [Diagnostic] { elements.graph.warnings }

  package var checks: [CheckID] { [.build, .metadata, .contents, .archives, .conditions, .noSideEffects] }

  package var committedPaths: [(name: String, path: FilePath)] {
    [("expected", expected), ("project", elements.project.folder.appending(ElementSource.fileName))]
  }

  package func start() throws -> any GateRun {
    ElementGateRun(stack: self, expected: try ExpectedOutputSet(in: expected, of: self))
  }

  /// Holds what was built; what is expected of targets that have failed stays as it is.
  ///
  /// - Throws: Why elements could not be built, all of it, where that decides nothing or where nothing was built.
  package func updatePlan() async throws -> UpdatePlan {
    let build = try await ElementBuild.run(self)
    guard build.check.outcome != .undecided, !build.outputs.isEmpty || build.problems.isEmpty else {
      throw DiagnosticList(build.problems)
    }
    var plan = try plan(from: build)
    plan.checks = [build.check, build.checkConditions(of: self)]
    return plan
  }

  /// What a build changes.
  func plan(from build: ElementBuild) throws -> UpdatePlan {
    let isKnown = !build.missing.isEmpty && expected.appending(OutputManifest.name).kind == .file
    let known = isKnown ? try ExpectedOutputSet(in: expected, of: self).entries : [:]
    let kept = known.filter { build.missing.contains($0.key) }
    let files = OutputManifest.files(build.outputs, keeping: kept.mapValues(\.json))
    let others = Set(kept.keys.map(GatedOutput.contentsPath))
    let target = UpdatePlan.Target(
      folder: expected, files: files,
      removed: try OutputManifest.inventories(in: expected).filter { files[$0] == nil && !others.contains($0) })
    return try UpdatePlan([target], under: expected, warnings: build.warnings)
  }
}
