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
  /// - Parameter inputs: What ``inputs(of:environment:)`` gave before the stack was verified, so that an edit made
  ///   meanwhile shows.
  /// - Returns: How many files wait for a decision.
  /// - Throws: The problems of all parts that can't be made: then there is nothing to wait for.
  package static func keep(
    _ stack: any GatedStack, after report: VerificationReport, inputs: [Input]
  ) async throws -> Int {
    let folder = PendingFolder(stack.store)
    var update = PendingUpdate(
      stack: stack.name, platform: stack.platformName, expected: stack.expected, inputs: inputs, changes: [])
    guard report.canBeUpdated else {
      if report.verdict == .passed { try folder.save(update) }
      return 0
    }
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

  /// The files that the outputs follow from, other than wheels, which locks pin.
  ///
  /// - Throws: Every problem of `assay.toml` and of the stack's spec.
  package static func inputs(of stack: any GatedStack, environment: [String: String]) throws -> [Input] {
    let (folder, reasons) = (FilePath("."), Set<Trigger.Reason>([.localWheel, .source]))
    let project = try ProjectFile.find(from: folder)
    let declared = try ProjectFile.Stack.select(stack.name, from: folder)
    let rules = try TriggerRules(declared, project: project, environment: environment).rules
    let all = try rules.filter { !reasons.contains($0.reason) }.flatMap { try files(at: $0.path) }
    return Set(all).sorted { byteOrder($0.string, $1.string) }.map { Input(file: $0, digest: contentDigest(of: $0)) }
  }

  private static func files(at path: FilePath) throws -> [FilePath] {
    guard path.isFolder else { return [path] }
    // Python writes its caches when the modules are tried.
    return try path.filesBelow().filter { !$0.split(separator: "/").contains("__pycache__") }
      .map { path.pushing(FilePath($0)) }
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
  /// Whether other expected outputs would mend what failed.
  fileprivate var canBeUpdated: Bool {
    let own: Set<CheckID> = [.lockedInputs, .locks, .dryRun, .metadata, .contents, .archives]
    return checks.contains { $0.outcome == .failed && own.contains($0.id) }
  }
}

private func changeSummary(_ change: UpdatePlan.Change) -> String {
  guard let after = change.after else { return "no longer made" }
  guard let before = change.before else { return "new, \(after.count) bytes" }
  guard let lines = compareTexts(expected: before, actual: after)?.hunks.flatMap(\.lines) else {
    return "\(before.count) bytes expected, \(after.count) actual"
  }
  return "lines: \(lines.count { $0.origin == .expected }) expected, \(lines.count { $0.origin == .actual }) actual"
}
