import CanonicalJSON
import Causes
import Comparison
import Diagnostics
import Specs
import Store
import SystemPackage

/// One verification of a command stack.
actor CommandGateRun: GateRun {
  private let stack: CommandStack
  private let expected: ExpectedOutputSet
  private var runTask: Task<CommandRun, any Error>?

  init(stack: CommandStack, expected: ExpectedOutputSet) { (self.stack, self.expected) = (stack, expected) }

  func check(_ id: CheckID, require: Requirement) async throws -> CheckResult {
    let run = try await run()
    let checks = checks(run)
    switch id {
    case .build:
      return CheckResult(.build, outcome: .passed, notes: run.warnings.map { "\($0.severity): \($0.message)" })
    case .metadata: return checks.metadata()
    case .contents: return try checks.contents()
    case .archives: return try checks.archives(require: require)
    case .repeatable: return try await checkRepeatable(run, checks)
    case .lockedInputs, .locks, .dryRun, .tests, .conditions, .export, .noSideEffects: throw CheckResult.unknown(id)
    }
  }

  func artifacts() async throws -> [ReportedArtifact] { try await checks(run()).artifacts }

  func export(to folder: FilePath) async throws -> FilePath {
    let run = try await run()
    let target = folder.appending(stack.exportName)
    try target.removeAll()
    for (path, bytes) in OutputManifest.files(run.outputs) {
      let place = stack.source.isPlatformSpecific ? target.appending(stack.platformName) : target
      try place.pushing(FilePath(path)).write(bytes)
    }
    var archives = Folder()
    for output in run.outputs {
      archives.insert(.file(output.blob, isExecutable: output.fields["executable"] == true), at: output.name)
    }
    try stack.store.checkOut(archives, to: target.appending("archives"))
    return target
  }

  func proposedUpdate() async throws -> UpdatePlan? {
    runTask == nil ? nil : try stack.updatePlan(to: try await run())
  }

  private func checks(_ run: CommandRun) -> OutputChecks {
    OutputChecks(expected: expected, actual: run.outputs, store: stack.store, hint: stack.updateHint)
  }

  /// A second run is only made where something differs: it tells a change from chance.
  private func checkRepeatable(_ run: CommandRun, _ checks: OutputChecks) async throws -> CheckResult {
    guard !checks.areAllAsExpected else {
      return CheckResult(.repeatable, outcome: .passed, notes: ["the outputs are as expected"])
    }
    let again = try await CommandRun.run(stack)
    return CheckResult(
      .repeatable, findings: try OutputRepetition(run.outputs, again.outputs, store: stack.store).findings())
  }

  private func run() async throws -> CommandRun {
    let stack = stack
    let task = runTask ?? Task { try await CommandRun.run(stack) }
    runTask = task
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }
}

/// The outputs of two runs of one command.
struct OutputRepetition {
  private let first: [String: GatedOutput]
  private let second: [String: GatedOutput]
  private let store: ContentStore

  init(_ first: [GatedOutput], _ second: [GatedOutput], store: ContentStore) {
    self.first = Dictionary(first.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    self.second = Dictionary(second.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    self.store = store
  }

  /// One for each output that two runs make differently.
  func findings() throws -> [Finding] {
    try Set(first.keys).union(second.keys).sorted(by: byteOrder).compactMap { name in
      guard let one = first[name], let other = second[name] else {
        return Finding("repeatable.missing", "only one of two runs made it", layer: escaped(name), hint: Self.hint)
      }
      guard one.blob != other.blob else { return nil }
      let report = try BlobPair(name: name, expected: one.blob, actual: other.blob, store: store).compare()
      return Finding(
        "repeatable.changed", "two runs differ: \(report.difference.summary.text)", layer: escaped(name),
        differences: memberRows(report.difference), causes: report.causes.map(Self.ofOneSource), hint: Self.hint)
    }
  }

  /// Two runs have the same sources, so that none was edited where nothing but the content is known to differ.
  private static func ofOneSource(_ cause: Cause) -> Cause {
    var cause = cause
    if cause.id == ContentChange().description.id { cause.fix = hint }
    return cause
  }

  private static let hint = "mend the command, so that it makes the same bytes each time"
}
