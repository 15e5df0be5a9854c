import Diagnostics
import Graph
import PythonLayers
import Specs
package import Store
package import SystemPackage

extension StackSetup: GatedStack {
  package var noun: String { "layer" }

  package var platformName: String { platform.rawValue }

  package var checks: [CheckID] {
    let tests: [CheckID] = graph.tests.isEmpty ? [] : [.tests]
    return [.lockedInputs, .locks, .dryRun, .build] + tests
      + [.metadata, .contents, .archives, .export, .noSideEffects]
  }

  package var store: ContentStore { machine.store }

  package var committedPaths: [(name: String, path: FilePath)] {
    [("expected", expected), ("locks", locksFolder), ("spec", graph.spec.file)]
  }

  package func start() throws -> any GateRun {
    let committed = try committedLocks()
    let expected = Result { try ExpectedOutputs(self) }
    // Nothing is expected yet: one sentence says it better than a list of all files.
    if committed.files.isEmpty { _ = try expected.get() }
    return LayerGateRun(state: VerificationState(setup: self, committed: committed), expected: expected)
  }

  package func updatePlan() async throws -> UpdatePlan { try await UpdatePlan.make(self) }

  package func place(ofExported path: String) -> (folder: FilePath, path: String)? {
    let parts = path.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    if parts[0] == "locks" {
      let isKnown = graph.lockedLayers.contains { LockFileNames(buildName: $0.buildName).all.contains(parts[1]) }
      return isKnown ? (locksFolder, parts[1]) : nil
    }
    guard let platform = TargetPlatform(rawValue: parts[0]) else { return nil }
    let names = graph.layers.map(\.buildName)
    let inventories = layout == .venvstacks ? [] : names.map(OutputPath.contents)
    let known = [OutputPath.manifest] + names.map(OutputPath.metadata) + inventories
    return known.contains(parts[1]) ? (folder(of: platform), parts[1]) : nil
  }
}

/// One verification of a layered Python stack.
private struct LayerGateRun: GateRun {
  let state: VerificationState
  let expected: Result<ExpectedOutputs, any Error>

  func check(_ id: CheckID, require: Requirement) async throws -> CheckResult {
    switch id {
    case .lockedInputs: try await state.checkLockedInputs()
    case .locks: try await state.checkLocks()
    case .dryRun: try await state.checkDryRun(try expected.get())
    case .build: try await state.checkBuild()
    case .tests: try await state.checkTests()
    case .metadata: try await state.checkMetadata(try expected.get())
    case .contents where state.setup.layout == .venvstacks:
      CheckResult(.contents, outcome: .skipped, notes: ["venvstacks' layout has no inventories of archives"])
    case .contents: try await state.checkContents(try expected.get())
    case .archives: try await state.checkArchives(try expected.get(), require: require)
    case .export: try await state.checkExport()
    case .repeatable, .conditions, .noSideEffects: throw CheckResult.unknown(id)
    }
  }

  func export(to folder: FilePath) async throws -> FilePath {
    try await ArtifactExport(setup: state.setup, folder: folder).write(state.proposed())
  }

  func artifacts() async throws -> [ReportedArtifact] { try await state.reportedArtifacts(try expected.get()) }

  func omissions() async throws -> [String] {
    let setup = state.setup
    return try await state.proposed().built().skipped.map(\.layer).filter {
      setup.platformFolder.pushing(FilePath(OutputPath.metadata($0))).kind != nil
    }
  }

  func proposedUpdate() async throws -> UpdatePlan? {
    guard let proposed = try await state.proposedAtHand else { return nil }
    return try await UpdatePlan.make(from: proposed)
  }
}

extension CheckResult {
  /// A check that this kind of stack doesn't have; a mistake of the program.
  static func unknown(_ id: CheckID) -> Diagnostic {
    Diagnostic("verify.unknown-check", "this kind of stack has no check '\(id.rawValue)'", hint: "report this")
  }
}
