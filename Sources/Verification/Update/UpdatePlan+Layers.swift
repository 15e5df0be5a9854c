import Diagnostics
import Graph
import Publishing
import PythonLayers
import Specs
import Store
import SystemPackage

extension UpdatePlan {
  /// Locks, builds and publishes the stack and compares the result with what is committed.
  ///
  /// - Throws: The problems of all layers, if one can't be locked or built: then there is nothing to update to.
  static func make(_ setup: StackSetup) async throws -> UpdatePlan {
    let committed = try setup.committedLocks()
    let needsIndex = !setup.graph.spec.uv.usesNoIndex
    let locked = try await setup.lock(
      from: committed, plan: .all(setup.machine.isOffline && needsIndex ? .ifNeeded : .always))
    let state = VerificationState(setup: setup, committed: locked.locks)
    let failures = try await state.built().failures
    guard failures.isEmpty else { throw DiagnosticList(failures.flatMap(\.problems)) }
    try refuseToDrop(try await state.built().skipped, setup: setup)
    var plan = try UpdatePlan(
      targets(setup, locks: locked.locks, outputs: try await state.published().files), under: setup.expected,
      warnings: locked.warnings)
    if !plan.isEmpty {
      if !setup.graph.tests.isEmpty { plan.checks = [try await state.checkTests()] }
      plan.checks.append(try await state.checkExport())
    }
    return plan
  }

  /// What the checks of a verification have found an update to write; nil where layers are missing from it.
  static func make(from state: VerificationState) async throws -> UpdatePlan? {
    let (setup, outcome) = (state.setup, try await state.built())
    guard outcome.failures.isEmpty else { return nil }
    let isWhole = outcome.skipped.allSatisfy { setup.platformFolder.pushing(metadataPath($0.layer)).kind == nil }
    guard isWhole else { return nil }
    let outputs = try await state.published().files
    return try UpdatePlan(targets(setup, locks: state.committed, outputs: outputs), under: setup.expected)
  }

  private static func metadataPath(_ layer: String) -> FilePath { FilePath(OutputPath.metadata(layer)) }

  /// What is expected of a layer that can't be built here must not be lost.
  private static func refuseToDrop(_ skipped: [(layer: String, reason: String)], setup: StackSetup) throws {
    let problems = skipped.compactMap { name, reason -> Diagnostic? in
      let file = setup.platformFolder.pushing(metadataPath(name))
      guard file.kind == .file else { return nil }
      return Diagnostic(
        "update.skipped", "layer '\(name)' is expected but can't be built here: \(reason)", at: Place(shown(file)),
        hint: "update where it can be built, or remove the file and the manifest's entry")
    }
    guard problems.isEmpty else { throw DiagnosticList(problems) }
  }

  /// The locks' folder and the platform's as they should be.
  private static func targets(_ setup: StackSetup, locks: LockSet, outputs: OutputFiles) throws -> [Target] {
    var platform = Target(folder: setup.platformFolder, files: outputs.committed(in: setup.layout))
    let folders = setup.layout == .venvstacks ? ["env_metadata"] : ["env_metadata", "contents"]
    for folder in folders where setup.platformFolder.appending(folder).isFolder {
      platform.removed += try setup.platformFolder.appending(folder).names().map { "\(folder)/\($0)" }
        .filter { platform.files[$0] == nil }
    }
    return [Target(folder: setup.locksFolder, files: locks.files), platform]
  }
}
