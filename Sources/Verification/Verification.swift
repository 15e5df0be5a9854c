import Diagnostics
import Publishing
package import Specs
import Store
package import SystemPackage

/// Holds a stack against its expected outputs: builds it from what is committed, writes nothing that is committed.
package struct Verification: Sendable {
  /// Which checks to make and how strictly.
  package struct Options: Sendable {
    package var checks = Set(CheckID.allCases)
    package var require = Requirement.bits
    /// Where to put the outputs; nil for nowhere.
    package var exportFolder: FilePath?
    package var exportsAlways = false
    package var review = ReviewSettings()

    package init() {}
  }

  private let stack: any GatedStack
  private let options: Options

  package init(_ stack: any GatedStack, _ options: Options) { (self.stack, self.options) = (stack, options) }

  /// Makes the checks in order; one that fails doesn't keep the next from being made.
  ///
  /// - Throws: only when the run is cancelled.
  package func run() async throws -> VerificationReport {
    var report = VerificationReport(
      stack: stack.name, platform: stack.platformName, checks: [], warnings: stack.warnings, notes: [])
    let ids = stack.checks.filter { options.checks.contains($0) }
    let start = try await collectingDiagnostics { (try stack.start(), try committedState()) }
    guard case .success(let (run, before)) = start else {
      report.checks = ids.map { CheckResult($0, undecided: start.problems) }
      return report
    }
    for id in ids {
      try Task.checkCancellation()
      report.checks.append(try await check(id, in: run, before: before))
    }
    try Task.checkCancellation()
    report.artifacts = try await artifacts(run)
    report.notes = try await exportNotes(run, report)
    if report.verdict == .failed { try await addReview(to: &report, run) }
    return report
  }

  private func addReview(to report: inout VerificationReport, _ run: any GateRun) async throws {
    let plan = try await collectingDiagnostics { try await run.proposedUpdate() }
    report.proposed = (try? plan.get()) ?? nil  // The problems are told below.
    report.review = report.proposed?.review(options.review) ?? []
    report.notes += plan.problems.map { "there are no review notes: \($0.message)" }
  }

  private func check(_ id: CheckID, in run: any GateRun, before: ContentDigest) async throws -> CheckResult {
    let result = try await collectingDiagnostics { () -> CheckResult in
      guard id != .noSideEffects else { return try checkNoSideEffects(before) }
      return try await run.check(id, require: options.require)
    }
    var checked: CheckResult
    switch result {
    case .success(let result): checked = result
    case .failure(let problems): checked = CheckResult(id, undecided: problems.diagnostics)
    }
    for index in checked.findings.indices { checked.findings[index].noun = stack.noun }
    return checked
  }

  /// Nothing where no archives are asked for or there are none: the checks have told why.
  private func artifacts(_ run: any GateRun) async throws -> [ReportedArtifact] {
    guard options.checks.contains(.archives) else { return [] }
    let outcome = try await collectingDiagnostics { try await run.artifacts() }
    return (try? outcome.get()) ?? []
  }

  private func checkNoSideEffects(_ before: ContentDigest) throws -> CheckResult {
    guard try committedState() != before else { return CheckResult(.noSideEffects, outcome: .passed) }
    return CheckResult(
      .noSideEffects,
      findings: [
        Finding(
          "no-side-effects.changed", "expected outputs, locks or the spec changed while they were verified",
          file: shown(stack.expected), hint: "see what changed with 'git status', and run the command again")
      ])
  }

  /// One digest over everything that a verification must leave alone.
  private func committedState() throws -> ContentDigest {
    var state = Folder()
    for (name, path) in stack.committedPaths {
      switch path.kind {
      case .folder?: state.insert(.folder(try stack.store.capture(path)), at: name)
      case .file?: state.insert(.file(try stack.store.save(file: path), isExecutable: false), at: name)
      case .symlink?, .other?, nil: continue
      }
    }
    return state.digest
  }

  private func exportNotes(_ run: any GateRun, _ report: VerificationReport) async throws -> [String] {
    guard let folder = options.exportFolder, report.verdict != .passed || options.exportsAlways else { return [] }
    guard folder.isFolder else {
      let name = escaped(folder.string)
      return [
        "nothing was exported: "
          + (folder.kind == nil ? "the folder '\(name)' does not exist" : "'\(name)' is no folder")
      ]
    }
    let result = try await collectingDiagnostics {
      let path = try await run.export(to: folder)
      try ExportIndex(of: path, report, omitted: try await run.omissions()).write(to: path)
      return path
    }
    switch result {
    case .success(let path): return ["outputs were exported to '\(escaped(path.string))'"]
    case .failure(let problems):
      return problems.diagnostics.map { problem in
        let place = problem.place.map { " at '\($0)'" } ?? ""
        return "nothing was exported: \(problem.message)\(place)" + (problem.hint.map { "; \($0)" } ?? "")
      }
    }
  }
}
