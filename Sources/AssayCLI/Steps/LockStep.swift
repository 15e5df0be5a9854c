import Diagnostics
import Graph
import Publishing
import PythonLayers
import Specs
import Store
import Verification

/// The locks of the layers that a command locks, made and written in one step.
struct LockStep {
  private let setup: StackSetup
  private let selection: LayerSelection

  init(_ setup: StackSetup, _ selection: LayerSelection) { (self.setup, self.selection) = (setup, selection) }

  /// Locks, and gives a line for each layer that was looked at: its lock, since when it holds, whether it is new.
  func run() async throws -> [String] {
    let plan = plan
    let layers = setup.graph.lockedLayers.filter {
      $0.category == .test ? plan[$0] != .keep : selection[$0].lock != .no
    }
    let before = try setup.committedLocks()
    let outcome = try await setup.lock(from: before, plan: plan)
    let after = outcome.locks
    try Task.checkCancellation()
    if after != before { try FolderReplacement(of: setup.locksFolder, writing: after.files).commit() }
    Progress.shared.clear()
    outcome.warnings.forEach { Console.printError("\($0)") }
    return try layers.compactMap { layer in
      let names = LockFileNames(buildName: layer.buildName)
      guard let bytes = after.files[names.metadata] else { return nil }
      let metadata = try LockMetadata(parsing: bytes, file: names.metadata, command: layer.lockCommand)
      let isSame = names.all.allSatisfy { before.files[$0] == after.files[$0] }
      let path = "\(shown(setup.locksFolder))/\(names.lock)"
      return "\(path) (locked at: \(metadata.lockedAt))" + (isSame ? "" : " changed")
    }
  }

  /// What the selection says of each layer.
  private var plan: LockPlan {
    let layers = setup.graph.layers
    let modes = layers.map { layer -> (String, LockPlan.Mode) in
      switch selection[layer].lock {
      case .always: (layer.buildName, .always)
      case .ifNeeded: (layer.buildName, .ifNeeded)
      case .no: (layer.buildName, .keep)
      }
    }
    // Tests are locked with what they test.
    let isLocked = Set(modes.filter { $0.1 != .keep }.map(\.0))
    let tests = setup.graph.tests.map { test -> (String, LockPlan.Mode) in
      guard test.subjects.contains(where: { isLocked.contains($0.buildName) }) else { return (test.buildName, .keep) }
      let isAnew = test.layer.dependencies.allSatisfy { selection[$0].lock == .always }
      return (test.buildName, isAnew ? .always : .ifNeeded)
    }
    return LockPlan(
      modes: Dictionary(modes + tests) { first, _ in first }, common: .keep,
      resets: Set(layers.filter { selection[$0].resetsLock }.map(\.buildName)))
  }
}
