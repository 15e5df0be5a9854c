import Comparison
import Diagnostics
import Graph
import Publishing
import PythonLayers
import Specs
import Store

extension VerificationState {
  /// The committed locks were made from this spec; needs no network.
  func checkLockedInputs() async throws -> CheckResult {
    let statuses = try await statuses()
    let findings = setup.graph.lockedLayers.flatMap { layer in
      (statuses[layer.buildName]?.problems ?? []).map { Finding($0, layer: layer.buildName) }
    }
    return CheckResult(.lockedInputs, findings: findings)
  }

  /// Locking again gives the committed text, byte for byte.
  func checkLocks() async throws -> CheckResult {
    if setup.machine.isOffline, !setup.graph.spec.uv.usesNoIndex {
      return CheckResult(.locks, outcome: .skipped, notes: ["locking needs the package index, and --offline was given"])
    }
    let outcome = try await relocked()
    let actual = outcome.locks
    var findings: [Finding] = []
    for layer in setup.graph.lockedLayers {
      let paths = LockFileNames(buildName: layer.buildName).all
      if let finding = missingLocks(paths, layer: layer.buildName, actual: actual) { findings.append(finding) }
      findings += paths.compactMap { changedLock($0, layer: layer.buildName, actual: actual) }
    }
    return CheckResult(.locks, findings: findings, notes: outcome.warnings.map { "\($0.severity): \($0.message)" })
  }

  /// One finding for all files of a layer that locking makes and nobody committed.
  private func missingLocks(_ paths: [String], layer: String, actual: LockSet) -> Finding? {
    let input = LockFileNames(buildName: layer).input
    // Nothing is made from the declared requirements' file, so projects need not commit it.
    let missing = paths.filter { $0 != input && actual.files[$0] != nil && committed.files[$0] == nil }
    guard !missing.isEmpty else { return nil }
    return Finding(
      "locks.missing", "locking makes files that are not committed", layer: layer, file: shown(setup.locksFolder),
      differences: missing.map { ReportedDifference(path: $0, kind: .extra) },
      hint: "run '\(setup.command("lock"))' and commit the files")
  }

  private func changedLock(_ path: String, layer: String, actual: LockSet) -> Finding? {
    guard let now = actual.files[path], let before = committed.files[path], before != now else { return nil }
    let difference = ReportedDifference(
      path: path, kind: .changed, detail: textDetail(expected: before, actual: now))
    return Finding(
      "locks.changed", "locking gives another text", layer: layer, file: "\(shown(setup.locksFolder))/\(path)",
      differences: [difference],
      hint: "\(setup.updateHint); else pin versions or set 'exclude-newer' in [tool.uv]")
  }
}
