import Building
import CanonicalJSON
import Diagnostics
import Graph
import Specs
import Store
import SystemPackage

/// One verification of a stack of elements.
actor ElementGateRun: GateRun {
  private let stack: ElementStack
  private let expected: ExpectedOutputSet
  private var buildTask: Task<ElementBuild, any Error>?

  init(stack: ElementStack, expected: ExpectedOutputSet) { (self.stack, self.expected) = (stack, expected) }

  func check(_ id: CheckID, require: Requirement) async throws -> CheckResult {
    let build = try await build()
    let checks = checks(build)
    switch id {
    case .build: return checkBuild(build)
    case .metadata: return undecidedWhenIncomplete(checks.metadata(missing: missing(build)), build)
    case .contents: return undecidedWhenIncomplete(try checks.contents(), build)
    case .archives: return undecidedWhenIncomplete(try checks.archives(require: require), build)
    case .conditions: return checkConditions(build)
    case .lockedInputs, .locks, .dryRun, .tests, .repeatable, .export, .noSideEffects: throw CheckResult.unknown(id)
    }
  }

  func artifacts() async throws -> [ReportedArtifact] { try await checks(build()).artifacts }

  func proposedUpdate() async throws -> UpdatePlan? {
    guard let build = try await buildTask?.value, build.problems.isEmpty else { return nil }
    return try stack.plan(from: build)
  }

  func export(to folder: FilePath) async throws -> FilePath {
    let outputs = try await build().outputs
    let target = folder.appending(stack.exportName)
    try target.removeAll()
    for (path, bytes) in OutputManifest.files(outputs) { try target.pushing(FilePath(path)).write(bytes) }
    var archives = Folder()
    for output in outputs {
      archives.insert(.file(output.blob, isExecutable: false), at: output.name + stack.format.fileExtension)
    }
    try stack.store.checkOut(archives, to: target.appending("archives"))
    return target
  }

  private func checks(_ build: ElementBuild) -> OutputChecks {
    OutputChecks(expected: expected, actual: build.outputs, store: stack.store, hint: stack.updateHint)
  }

  /// A command that fails is a real failure; what could not be found out is not.
  private func checkBuild(_ build: ElementBuild) -> CheckResult {
    let notes = build.warnings.map { "\($0.severity): \($0.message)" }
    let findings = build.problems.map { Finding($0) }
    let hasFailed = build.problems.contains { $0.code == "element.failed" }
    return findings.isEmpty
      ? CheckResult(.build, outcome: .passed, notes: notes)
      : CheckResult(.build, outcome: hasFailed ? .failed : .undecided, findings: findings, notes: notes)
  }

  /// Every gate was passed: the elements that vouch for each target now are those that are expected to, and the store
  /// holds what each of them made.
  private func checkConditions(_ build: ElementBuild) -> CheckResult {
    let graph = stack.elements.graph
    var (findings, count) = ([Finding](), 0)
    for output in build.outputs {
      guard let id = graph.targets.first(where: { ElementBuild.outputName(graph.elements[$0].name) == output.name })
      else { continue }
      let edges = graph.conditionEdges(of: id)
      count += edges.count
      let recorded = stack.elements.artifact(of: id)?.conditions ?? []
      let unmet = edges.filter { edge in
        let provider = graph.elements[edge.provider].name
        let isRecorded = recorded.contains {
          $0.condition == edge.condition && $0.subject == graph.elements[edge.subject].name
            && $0.provider.element == provider && $0.provider.key == stack.elements.keys[edge.provider].artifact
        }
        return !isRecorded || stack.elements.artifact(of: edge.provider)?.succeeded != true
      }
      findings += unmet.map { edge in
        let (subject, provider) = (graph.elements[edge.subject].name, graph.elements[edge.provider].name)
        return Finding(
          Diagnostic(
            "conditions.unmet",
            "nothing proves \(escaped(edge.condition))(\(escaped(subject))) by '\(escaped(provider))'", at: edge.place,
            hint: "remove the artifact and build again: assay artifact delete \(escaped(stack.name)) "
              + escaped(graph.elements[id].name)), layer: escaped(output.name))
      }
    }
    let result = CheckResult(
      .conditions, findings: findings, notes: findings.isEmpty ? ["\(count) of \(count) met"] : [])
    return undecidedWhenIncomplete(result, build)
  }

  /// Targets that are not there although nothing else says so.
  private func missing(_ build: ElementBuild) -> Set<String> {
    let graph = stack.elements.graph
    let targets = Set(graph.targets.map { ElementBuild.outputName(graph.elements[$0].name) })
    return targets.subtracting(build.outputs.map(\.name))
  }

  private func undecidedWhenIncomplete(_ result: CheckResult, _ build: ElementBuild) -> CheckResult {
    let missing = missing(build).sorted(by: byteOrder)
    guard !missing.isEmpty else { return result }
    var result = result
    result.notes.append("not built: \(missing.map { "'\(escaped($0))'" }.joined(separator: ", "))")
    if result.outcome == .passed { result.outcome = .undecided }
    return result
  }

  private func build() async throws -> ElementBuild {
    let stack = stack
    let task = buildTask ?? Task { try await ElementBuild.run(stack) }
    buildTask = task
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }
}
