import CanonicalJSON
import Diagnostics
import Graph
import Publishing
import PythonLayers
import Store

/// What the checks of one run share: each step is taken once, when a check first needs it.
actor VerificationState {
  nonisolated let setup: StackSetup
  nonisolated let committed: LockSet
  private var statusesTask: Task<[String: LockStatus], any Error>?
  private var builtTask: Task<BuildOutcome, any Error>?
  private var publishedTask: Task<PublishOutcome, any Error>?

  /// Layers that were built, and the problems of those that weren't.
  struct BuildOutcome: Sendable {
    var trees: [(layer: LockedLayer, tree: Folder)] = []
    var failures: [(layer: String, problems: [Diagnostic])] = []
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

  func lockedLayers() async throws -> [LockedLayer] { try await setup.pipeline.lockedLayers(statuses()) }

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

  private func build() async throws -> BuildOutcome {
    let statuses = try await statuses()
    let locked = try await setup.pipeline.lockedLayers(statuses)
    var outcome = BuildOutcome()
    for layer in setup.pipeline.layers where !locked.contains(where: { $0.buildName == layer.buildName }) {
      let problems = statuses[layer.buildName]?.problems ?? []
      let reason = Diagnostic(
        "build.not-locked", "a layer below it has no lock", hint: "run '\(setup.command("lock"))'")
      outcome.failures.append((layer.buildName, problems.isEmpty ? [reason] : problems))
    }
    for (layer, result) in try await setup.pipeline.build(locked) {
      switch result {
      case .success(let tree): outcome.trees.append((layer, tree))
      case .failure(let problems): outcome.failures.append((layer.buildName, problems.diagnostics))
      }
    }
    return outcome
  }

  private func publish() async throws -> PublishOutcome {
    let layers = try await setup.pipeline.publish(built().trees)
    return PublishOutcome(layers: layers, files: try OutputFiles(layers, setup: setup))
  }
}
