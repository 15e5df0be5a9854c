import CanonicalJSON
import Diagnostics
import Execution
package import Graph
import Specs
import Store
package import SystemPackage

/// Resolves the requirements of every layer through uv into locks; gives them as a value and writes nothing.
package struct Locker: Sendable {
  private let graph: LayerGraph
  private let machine: Machine
  private let resolver: Resolver
  /// How messages call the folder of the locks.
  private let locksFolder: String
  private let progress: @Sendable (String) -> Void

  /// - Parameters:
  ///   - locksFolder: Where the locks are or will be: paths of local wheels are relative to it.
  ///   - progress: Says what is being done.
  package init(
    graph: LayerGraph, machine: Machine, locksFolder: FilePath, progress: @escaping @Sendable (String) -> Void
  ) {
    (self.graph, self.machine, self.progress) = (graph, machine, progress)
    self.locksFolder = locksFolder.string
    resolver = Resolver(graph: graph, machine: machine, locksFolder: locksFolder.absolute)
  }

  /// The locks after locking; what `existing` holds and still fits stays as it is, byte for byte.
  ///
  /// - Parameter modules: The modules of each application, by build name.
  /// - Throws: The problems of all layers that can't be locked side by side: `lock.failed` with uv's explanation,
  ///   `lock.no-wheels`, `lock.no-network`, `lock.lost-version`, or what finding tools throws.
  package func lock(
    from existing: LockSet, plan: LockPlan, modules: [String: [ModuleSource]], now: Instant
  ) async throws -> LockOutcome {
    let run = Run(
      existing: existing, plan: plan, cutOff: try graph.lockTime(environment: machine.environment), now: now)
    var outcome = LockOutcome(locks: LockSet(), warnings: [])
    var locks: [String: LockedFiles] = [:]
    for wave in graph.waves {
      let known = locks
      let results = try await wave.concurrentMap(width: 4) { layer in
        let inputs = LockInputs(layer: layer, moduleHashes: (modules[layer.buildName] ?? []).map(\.hash))
        return try await collected { try await lock(layer, inputs, lower: known, in: run) }
      }
      var told: Set<Diagnostic> = []
      // What is wrong with a tool or the machine, several layers meet alike.
      let problems = results.flatMap(\.problems).filter { told.insert($0).inserted }
      guard problems.isEmpty else { throw DiagnosticList(problems) }
      for (layer, result) in zip(wave, results) { locks[layer.buildName] = try result.get() }
    }
    for files in graph.lockedLayers.compactMap({ locks[$0.buildName] }) {
      outcome.locks.files.merge(files.text) { $1 }
      outcome.warnings += files.warnings
    }
    return outcome
  }

  /// What is the same for all layers of one run.
  private struct Run {
    var existing: LockSet
    var plan: LockPlan
    var cutOff: Instant?
    var now: Instant
  }

  /// What locking one layer gives.
  private struct LockedFiles {
    /// The layer's lock files by path.
    var text: [String: [UInt8]]
    /// Nil for a layer that is left without a lock.
    var lock: Pylock?
    /// Whether uv was asked, instead of keeping the lock that was there.
    var isResolved = false
    var warnings: [Diagnostic] = []
  }

  private func lock(
    _ layer: Layer, _ inputs: LockInputs, lower known: [String: LockedFiles], in run: Run
  ) async throws -> LockedFiles {
    let names = LockFileNames(buildName: layer.buildName)
    let status = LockStatus(of: layer, in: run.existing, inputs: inputs, locksFolder: locksFolder)
    let lower = layer.lockOrder.compactMap { known[$0.buildName] }
    let constraints = Constraints(lowerLocks: lower.compactMap(\.lock))
    // A lock only fits as long as those below it do.
    let mode = lower.contains(where: \.isResolved) ? .always : run.plan[layer]
    if mode == .keep {
      return LockedFiles(text: run.existing.files.filter { names.all.contains($0.key) }, lock: status.lock)
    }
    if mode == .ifNeeded, status.resolutionFits, let lock = status.lock, let text = run.existing.files[names.lock],
      constraints.cover(lock)
    {
      return try files(of: layer, inputs, lock: lock, text: text, status: status, in: run)
    }
    progress("locking \(layer.buildName)")
    let (resolved, warnings) = try await resolver.resolve(layer, constraints: constraints)
    let lock = run.plan.isReset(layer) ? resolved : resolved.keepingSizes(of: status.lock ?? resolved)
    let text = Array((Self.header(layer) + lock.body).utf8)
    var files = try files(of: layer, inputs, lock: lock, text: text, status: status, in: run)
    (files.isResolved, files.warnings) = (true, warnings)
    return files
  }

  private func files(
    of layer: Layer, _ inputs: LockInputs, lock: Pylock, text: [UInt8], status: LockStatus, in run: Run
  ) throws(Diagnostic) -> LockedFiles {
    let names = LockFileNames(buildName: layer.buildName)
    if layer.isVersioned, run.existing.files[names.metadata] != nil, status.savedVersion == nil,
      !run.plan.isReset(layer)
    {
      throw Diagnostic(
        "lock.lost-version",
        "layer '\(layer.buildName)' is versioned, and the version of its last lock can't be read",
        at: Place("\(locksFolder)/\(names.metadata)"),
        hint: "put the file back from version control, or start again at version 1 with "
          + "'\(layer.lockCommand) --reset-lock \(layer.buildName)'")
    }
    let metadata = inputs.metadata(
      for: lock, previous: status.metadata, savedVersion: status.savedVersion, isSameLock: status.lock == lock,
      cutOff: run.cutOff, now: run.now)
    let input = RequirementsInput.text(requirements: layer.requirementTexts)
    let summary = PackageSummary.text(buildName: layer.buildName, lock: lock)
    return LockedFiles(
      text: [
        names.lock: text, names.metadata: metadata.json.bytes, names.input: Array(input.utf8),
        names.summary: Array(summary.utf8),
      ], lock: lock)
  }

  /// The three lines above every lock; the interpreter is always called `python`.
  private static func header(_ layer: Layer) -> String {
    """
    # Locked requirements for \(layer.buildName) (DO NOT EDIT)
    #     Auto-generated by venvstacks with the following command:
    #         python -Im venvstacks lock

    """
  }
}

extension LayerGraph {
  /// The cut-off date for packages, `UV_EXCLUDE_NEWER` or the spec's `exclude-newer`: no lock is from later.
  ///
  /// - Throws: `lock.bad-date` when it is no date.
  func lockTime(environment: [String: String]) throws(Diagnostic) -> Instant? {
    guard let text = environment["UV_EXCLUDE_NEWER"].flatMap({ $0.isEmpty ? nil : $0 }) ?? spec.uv.excludeNewer else {
      return nil
    }
    guard let instant = Instant(text) else {
      throw Diagnostic(
        "lock.bad-date", "the cut-off date '\(escaped(text))' is no date", hint: "write it as 2026-01-31T00:00:00Z")
    }
    return instant
  }
}

extension Layer {
  /// Lower layers in the order in which their pins count: the runtime, then the frameworks in order of import.
  fileprivate var lockOrder: [Layer] { (runtime.map { [$0] } ?? []) + frameworks }
}

/// The value, or the diagnostics that were thrown instead; cancellation and anything else is passed on.
private func collected<Value>(_ body: () async throws -> Value) async throws -> Result<Value, DiagnosticList> {
  do { return .success(try await body()) } catch let problem as Diagnostic {
    return .failure(DiagnosticList([problem]))
  } catch let problems as DiagnosticList { return .failure(problems) }
}

extension Result where Failure == DiagnosticList {
  fileprivate var problems: [Diagnostic] { if case .failure(let list) = self { list.diagnostics } else { [] } }
}
