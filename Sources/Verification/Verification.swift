import Diagnostics
import Graph
import Publishing
import PythonLayers
import Specs
import Store
package import SystemPackage

/// Holds a stack against its expected outputs: builds it from the committed locks, writes nothing that is committed.
package struct Verification: Sendable {
  /// Which checks to make and how strictly.
  package struct Options: Sendable {
    package var checks = Set(CheckID.allCases)
    package var require = Requirement.bits
    /// Where to put the outputs; nil for nowhere.
    package var exportFolder: FilePath?
    package var exportsAlways = false

    package init() {}
  }

  private let setup: StackSetup
  private let options: Options

  package init(_ setup: StackSetup, _ options: Options) { (self.setup, self.options) = (setup, options) }

  /// Makes the checks in order; one that fails doesn't keep the next from being made.
  ///
  /// - Throws: only when the run is cancelled.
  package func run() async throws -> VerificationReport {
    var report = VerificationReport(
      stack: setup.name, platform: setup.platform.rawValue, checks: [], warnings: setup.warnings, notes: [])
    let ids = CheckID.allCases.filter { options.checks.contains($0) }
    let start = try await collectingDiagnostics { try self.start() }
    guard case .success(let (state, before)) = start else {
      report.checks = ids.map { CheckResult($0, undecided: start.problems) }
      return report
    }
    let expected = try await collectingDiagnostics { try ExpectedOutputs(setup) }
    if state.committed.files.isEmpty, case .failure(let problems) = expected {
      // Nothing is expected yet: one sentence says it better than a list of all files.
      report.checks = ids.map { CheckResult($0, undecided: problems.diagnostics) }
      return report
    }
    for id in ids {
      try Task.checkCancellation()
      report.checks.append(try await check(id, state: state, expected: expected, before: before))
    }
    try Task.checkCancellation()
    report.artifacts = try await artifacts(state, expected)
    report.notes = try await exportNotes(state, verdict: report.verdict)
    return report
  }

  private func start() throws -> (VerificationState, ContentDigest) {
    (VerificationState(setup: setup, committed: try setup.committedLocks()), try committedState())
  }

  private func check(
    _ id: CheckID, state: VerificationState, expected: Result<ExpectedOutputs, DiagnosticList>, before: ContentDigest
  ) async throws -> CheckResult {
    let result = try await collectingDiagnostics { () -> CheckResult in
      switch id {
      case .lockedInputs: return try await state.checkLockedInputs()
      case .locks: return try await state.checkLocks()
      case .dryRun: return try await state.checkDryRun(try expected.get())
      case .build: return try await state.checkBuild()
      case .metadata: return try await state.checkMetadata(try expected.get())
      case .contents where setup.layout == .venvstacks:
        return CheckResult(.contents, outcome: .skipped, notes: ["venvstacks' layout has no inventories of archives"])
      case .contents: return try await state.checkContents(try expected.get())
      case .archives: return try await state.checkArchives(try expected.get(), require: options.require)
      case .export: return try await state.checkExport()
      case .noSideEffects: return try checkNoSideEffects(before)
      }
    }
    switch result {
    case .success(let result): return result
    case .failure(let problems): return CheckResult(id, undecided: problems.diagnostics)
    }
  }

  /// Nothing where no archives are asked for or there are none: the checks have told why.
  private func artifacts(
    _ state: VerificationState, _ expected: Result<ExpectedOutputs, DiagnosticList>
  ) async throws -> [ReportedArtifact] {
    guard options.checks.contains(.archives) else { return [] }
    let outcome = try await collectingDiagnostics { try await state.reportedArtifacts(try expected.get()) }
    return (try? outcome.get()) ?? []
  }

  private func checkNoSideEffects(_ before: ContentDigest) throws -> CheckResult {
    guard try committedState() != before else { return CheckResult(.noSideEffects, outcome: .passed) }
    return CheckResult(
      .noSideEffects,
      findings: [
        Finding(
          "no-side-effects.changed", "expected outputs, locks or the spec changed while they were verified",
          file: shown(setup.expected), hint: "see what changed with 'git status', and run the command again")
      ])
  }

  /// One digest over everything that a verification must leave alone.
  private func committedState() throws -> ContentDigest {
    var state = Folder()
    for (name, path) in [("expected", setup.expected), ("locks", setup.locksFolder)] where path.isFolder {
      state.insert(.folder(try setup.machine.store.capture(path)), at: name)
    }
    let spec = try setup.machine.store.save(file: setup.graph.spec.file)
    state.insert(.file(spec, isExecutable: false), at: "spec")
    return state.digest
  }

  private func exportNotes(_ state: VerificationState, verdict: Verdict) async throws -> [String] {
    guard let folder = options.exportFolder, verdict != .passed || options.exportsAlways else { return [] }
    guard folder.isFolder else {
      return ["nothing was exported: the folder '\(escaped(folder.string))' does not exist"]
    }
    let outcome = try await collectingDiagnostics {
      try await ArtifactExport(setup: setup, folder: folder).write(state)
    }
    switch outcome {
    case .success(let path): return ["outputs were exported to '\(escaped(path.string))'"]
    case .failure(let problems): return problems.diagnostics.map { "nothing was exported: \($0.message)" }
    }
  }
}
