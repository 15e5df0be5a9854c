import CanonicalJSON
import Diagnostics
import Graph
import Publishing
import PythonLayers
import Specs
import Store

/// What the checks of one run share: each step is taken once, when a check first needs it.
actor VerificationState {
  nonisolated let setup: StackSetup
  nonisolated let committed: LockSet
  private var statusesTask: Task<[String: LockStatus], any Error>?
  private var builtTask: Task<BuildOutcome, any Error>?
  private var publishedTask: Task<PublishOutcome, any Error>?
  private var relockedTask: Task<LockOutcome, any Error>?
  private var proposedState: VerificationState?

  /// Layers that were built, and the problems of those that weren't.
  struct BuildOutcome: Sendable {
    var trees: [(layer: LockedLayer, tree: Folder)] = []
    var failures: [(layer: String, problems: [Diagnostic])] = []
    /// Layers that can't be built here and are not expected to be, with the reason.
    var skipped: [(layer: String, reason: String)] = []
    /// Layers that were built, but with conditions that nothing here can test, with the reason.
    var untested: [(layer: String, reason: String)] = []
  }

  /// Layers that were published with their files.
  struct PublishOutcome: Sendable {
    var layers: [PublishedLayer]
    var files: OutputFiles
  }

  init(setup: StackSetup, committed: LockSet) { (self.setup, self.committed) = (setup, committed) }

  func statuses() async throws -> [String: LockStatus] {
    let (setup, committed) = (setup, committed)
    let task = statusesTask ?? Task { try await setup.pipeline.lockStatuses(committed) }
    statusesTask = task
    return try await task.value
  }

  /// The layers that would be published.
  func lockedLayers() async throws -> [LockedLayer] {
    try await setup.pipeline.lockedLayers(statuses()).filter { $0.layer.reasonToSkip(on: setup.platform) == nil }
  }

  func built() async throws -> BuildOutcome {
    let task = builtTask ?? Task { try await build() }
    builtTask = task
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }

  func published() async throws -> PublishOutcome {
    let task = publishedTask ?? Task { try await publish() }
    publishedTask = task
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }

  /// The locks made anew.
  func relocked() async throws -> LockOutcome {
    let (setup, committed) = (setup, committed)
    let task = relockedTask ?? Task { try await setup.lock(from: committed, plan: .all(.always)) }
    relockedTask = task
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }

  /// The state that an update would make, as far as checks have found out: with the locks made anew, where they were.
  func proposed() async throws -> VerificationState {
    if let proposedState { return proposedState }
    let locks = relockedTask == nil ? committed : try await relocked().locks
    let state = locks == committed ? self : VerificationState(setup: setup, committed: locks)
    proposedState = state
    return state
  }

  /// The proposed state where it costs nothing to have its outputs: something else has published them already.
  var proposedAtHand: VerificationState? {
    get async throws {
      guard proposedState == nil else { return proposedState }
      guard publishedTask != nil else { return nil }
      if relockedTask != nil, try await relocked().locks != committed { return nil }
      return self
    }
  }

  private func build() async throws -> BuildOutcome {
    let statuses = try await statuses()
    let locked = try await setup.pipeline.lockedLayers(statuses)
    var outcome = BuildOutcome()
    outcome.skipped = setup.pipeline.skipped.map { ($0.layer.buildName, $0.reason) }
    for layer in setup.pipeline.layers where !locked.contains(where: { $0.buildName == layer.buildName }) {
      let problems = statuses[layer.buildName]?.problems ?? []
      let reason = Diagnostic(
        "build.not-locked", "a layer below it has no lock", hint: "run '\(setup.command("lock"))'")
      outcome.failures.append((layer.buildName, problems.isEmpty ? [reason] : problems))
    }
    for item in try await setup.pipeline.build(locked, statuses: statuses) {
      let name = item.layer.buildName
      switch item.result {
      case .success where item.untested.contains { reasonNotToTest($0.problems) == nil }:
        outcome.failures.append((name, setup.pipeline.blocked(item)))
      case .success(let tree):
        outcome.trees.append((item.layer, tree))
        outcome.untested += item.untested.map { (name, $0.reason) }
      case .failure(let problems):
        if item.layer.layer.category == .runtime, let reason = reasonOutOfReach(problems) {
          outcome.skipped.append((name, reason))
        } else {
          outcome.failures.append((name, problems.diagnostics))
        }
      }
    }
    return outcome
  }

  /// Why it says nothing about the stack that a test can't be run; nil when it does.
  nonisolated func reasonNotToTest(_ problems: DiagnosticList) -> String? {
    if problems.diagnostics.allSatisfy({ $0.code == "test.other-platform" }) {
      return problems.diagnostics.first?.message
    }
    return reasonOutOfReach(problems)
  }

  /// Existing goldens of venvstacks hold runtimes whose archives may be out of reach here; that says nothing about the
  /// other layers.
  private nonisolated func reasonOutOfReach(_ problems: DiagnosticList) -> String? {
    let codes: Set = ["fetch.failed", "fetch.offline", "runtime.no-archive"]
    guard setup.layout == .venvstacks, problems.diagnostics.allSatisfy({ codes.contains($0.code) }) else { return nil }
    return problems.diagnostics.first?.message
  }

  private func publish() async throws -> PublishOutcome {
    let layers = try await setup.pipeline.publish(built().trees)
    return PublishOutcome(layers: layers, files: try OutputFiles(layers, setup: setup))
  }
}
