import Causes
import Comparison
import Diagnostics
import Publishing
import Specs
import Store
import SystemPackage

extension PendingUpdate {
  /// Keeps what a stack's update would write, for `assay review`; a verification that passed has nothing to keep.
  ///
  /// - Parameter origin: What ``origin(of:environment:)`` gave before the stack was verified.
  /// - Returns: How many files wait for a decision.
  /// - Throws: `pending.held-back` where other checks than those that compare have failed as well, and the problems of
  ///   all parts that can't be made: then there is nothing to wait for.
  package static func keep(
    _ stack: any GatedStack, after report: VerificationReport, origin: Origin
  ) async throws -> Int {
    let folder = PendingFolder(stack.store)
    var update = PendingUpdate(
      stack: stack.name, platform: stack.platformName, expected: stack.expected, origin: origin, changes: [])
    guard report.canBeUpdated else {
      if report.verdict == .passed { try folder.save(update) }
      return 0
    }
    if let problem = report.obstacle { throw problem }
    var plan = report.proposed
    if plan == nil { plan = try await stack.updatePlan() }
    let findings = report.checks.flatMap(\.findings)
    for change in plan?.changes ?? [] {
      if let after = change.after { try stack.store.save(after) }
      update.changes.append(Change(change, of: stack, findings: findings))
    }
    try folder.save(update)
    return update.changes.count
  }
}

extension PendingUpdate.Change {
  init(_ change: UpdatePlan.Change, of stack: any GatedStack, findings: [Finding]) {
    let (place, output) = (shown(change.file), stack.output(change.file))
    let causes = findings.filter { $0.place?.file == place }.flatMap(\.causes).map(\.id)
    self.init(
      path: "\(stack.name)/\(output.name)", file: change.file, in: output.folder,
      before: change.before.map { ContentDigest(of: $0) }, after: change.after.map { ContentDigest(of: $0) },
      summary: changeSummary(change), causes: Set(causes).sorted(by: byteOrder))
  }
}

extension GatedStack {
  /// The committed folder that an output is a part of, and the output's path below it; where that is not the folder of
  /// expected outputs, its name goes before.
  fileprivate func output(_ file: FilePath) -> (folder: FilePath, name: String) {
    guard !file.starts(with: expected), let other = committedPaths.first(where: { file.starts(with: $0.path) }) else {
      return (expected, file.relative(to: expected))
    }
    return (other.path, "\(other.name)/\(file.relative(to: other.path))")
  }
}

extension VerificationReport {
  /// Whether other expected outputs would mend something that failed.
  fileprivate var canBeUpdated: Bool { checks.contains { $0.outcome == .failed && Self.comparing.contains($0.id) } }

  /// What keeps the outputs from being what anyone should expect.
  fileprivate var obstacle: Diagnostic? {
    let failed = checks.filter {
      ($0.outcome == .failed || $0.outcome == .undecided) && !Self.comparing.contains($0.id) && $0.id != .noSideEffects
    }
    guard !failed.isEmpty else { return nil }
    return Diagnostic(
      "pending.held-back", "what was made has failed '\(failed.map(\.id.rawValue).joined(separator: "', '"))'",
      hint: "mend that first")
  }

  /// Checks that hold what was made against what is expected.
  private static let comparing: Set<CheckID> = [.lockedInputs, .locks, .dryRun, .metadata, .contents, .archives]
}

private func changeSummary(_ change: UpdatePlan.Change) -> String {
  guard let after = change.after else { return "no longer made" }
  guard let before = change.before else { return "new, \(after.count) bytes" }
  guard let lines = compareTexts(expected: before, actual: after)?.hunks.flatMap(\.lines) else {
    return "\(before.count) bytes expected, \(after.count) actual"
  }
  return "lines: \(lines.count { $0.origin == .expected }) expected, \(lines.count { $0.origin == .actual }) actual"
}
