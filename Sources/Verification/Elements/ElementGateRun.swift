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
    case .build: return build.check
    case .metadata: return build.undecidedWhenIncomplete(checks.metadata(missing: build.missing))
    case .contents: return build.undecidedWhenIncomplete(try checks.contents())
    case .archives: return build.undecidedWhenIncomplete(try checks.archives(require: require))
    case .conditions: return build.checkConditions(of: stack)
    case .lockedInputs, .locks, .dryRun, .tests, .repeatable, .export, .noSideEffects: throw CheckResult.unknown(id)
    }
  }

  func artifacts() async throws -> [ReportedArtifact] { try await checks(build()).artifacts }

  func proposedUpdate() async throws -> UpdatePlan? {
    guard let build = try await buildTask?.value, build.missing.isEmpty else { return nil }
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
