import Diagnostics
import Execution
import Graph
import Publishing
import PythonLayers
import Specs
import Store

extension VerificationState {
  /// Exported to another folder, layers install and every launch module runs.
  func checkExport() async throws -> CheckResult {
    guard setup.platform == .current else {
      return CheckResult(
        .export, outcome: .skipped, notes: ["launching needs a machine of the platform \(setup.platform.rawValue)"])
    }
    let outcome = try await built()
    let trees = Dictionary(outcome.trees.map { ($0.layer.buildName, $0) }, uniquingKeysWith: { $1 })
    let applications = outcome.trees.map(\.layer).filter { layer in
      layer.layer.category == .application && layer.layer.dependencies.allSatisfy { trees[$0.buildName] != nil }
    }
    var (findings, undecided) = ([Finding](), [Finding]())
    let results = try await applications.concurrentMap(width: 2) { application in
      try await collectingDiagnostics { try await self.launch(application, trees: trees) }
    }
    for (application, result) in zip(applications, results) {
      switch result {
      case .success(let finding?): findings.append(finding)
      case .success(nil): continue
      case .failure(let problems):
        undecided += problems.diagnostics.map { Finding($0, layer: application.buildName) }
      }
    }
    let launched = applications.map { "'\($0.layer.name)'" }.joined(separator: ", ")
    let missing = outcome.failures.map { "'\($0.layer)'" }.joined(separator: ", ")
    var notes = findings.isEmpty && undecided.isEmpty && !applications.isEmpty ? ["launched \(launched)"] : []
    if !missing.isEmpty { notes.append("not built: \(missing)") }
    let skipped = outcome.skipped.map { "'\($0.layer)'" }.joined(separator: ", ")
    if !skipped.isEmpty { notes.append("applications on skipped layers were not launched: \(skipped)") }
    if !skipped.isEmpty, applications.isEmpty, missing.isEmpty {
      return CheckResult(.export, outcome: .skipped, notes: notes)
    }
    var result = CheckResult(.export, findings: findings, obstacles: undecided, notes: notes)
    if result.outcome == .passed, !missing.isEmpty { result.outcome = .undecided }
    return result
  }

  /// Nil when the launch module ran to its end with exit code 0.
  private func launch(
    _ application: LockedLayer, trees: [String: (layer: LockedLayer, tree: Folder)]
  ) async throws -> Finding? {
    let lower = application.layer.dependencies.reversed().compactMap { trees[$0.buildName] }
    guard lower.count == application.layer.dependencies.count, let own = trees[application.buildName],
      let module = application.modules.first?.stem
    else { throw Diagnostic("export.not-built", "a layer below it was not built", hint: "see the check 'build'") }
    setup.pipeline.progress("launching \(application.buildName)")
    let timeout = setup.graph.spec.assay.launchTimeout
    let action = LaunchAction.make(
      (lower + [own]).map { ($0.layer.installTarget, $0.tree) }, launchModule: module,
      python: try await setup.machine.interpreter(application.layer.pythonVersion).tool, timeout: timeout)
    let result = try await setup.machine.executor().run(action)
    guard !result.succeeded else { return nil }
    let said = (result.standardError + result.standardOutput).split(separator: "\n").suffix(12)
      .map { escaped(String($0)) }
    let what =
      result.timedOut
      ? "its launch module did not end within \(timeout) s"
      : result.exitCode == LaunchAction.postInstallationFailed
        ? "a layer could not be installed in another folder"
        : "its launch module ended with \(result.exitCode.map { "exit code \($0)" } ?? "a signal")"
    return Finding(
      "export.launch", what, layer: application.buildName,
      differences: said.isEmpty ? [] : [ReportedDifference(path: "the end of its output", kind: .extra, detail: said)],
      hint: "run it by hand: assay export \(escaped(setup.name)) --output-dir DIR")
  }
}
