import Diagnostics
import Graph
import Publishing
import PythonLayers
import Store
import Verification

/// The locks of the layers that a command locks, made and written in one step.
struct LockStep {
  private let setup: StackSetup
  private let selection: LayerSelection

  init(_ setup: StackSetup, _ selection: LayerSelection) { (self.setup, self.selection) = (setup, selection) }

  /// Locks, and gives a line for each layer that was looked at: its lock, since when it holds, whether it is new.
  func run() async throws -> [String] {
    let layers = setup.graph.layers.filter { selection[$0].lock != .no }
    let before = try setup.committedLocks()
    let after = try await lock(layers, before)
    if after != before { try FolderReplacement(of: setup.locksFolder, writing: after.files).commit() }
    Progress.shared.clear()
    return try layers.compactMap { layer in
      let names = LockFileNames(buildName: layer.buildName)
      guard let bytes = after.files[names.metadata] else { return nil }
      let metadata = try LockMetadata(parsing: bytes, file: names.metadata)
      let isSame = names.all.allSatisfy { before.files[$0] == after.files[$0] }
      let path = "\(shown(setup.locksFolder))/\(names.lock)"
      return "\(path) (locked at: \(metadata.lockedAt))" + (isSame ? "" : " changed")
    }
  }

  /// A layer whose lock is always made anew counts as one without a lock; layers that are not locked keep their files.
  private func lock(_ layers: [Layer], _ before: LockSet) async throws -> LockSet {
    guard !layers.isEmpty else { return before }
    var existing = before
    let all = layers.count == setup.graph.layers.count && layers.allSatisfy { selection[$0].lock == .always }
    for layer in layers where selection[layer].resetsLock || (!all && selection[layer].lock == .always) {
      existing.files[LockFileNames(buildName: layer.buildName).lock] = nil
    }
    let made = try await setup.lock(from: existing, mode: all ? .always : .ifNeeded)
    var after = before
    for name in layers.flatMap({ LockFileNames(buildName: $0.buildName).all }) { after.files[name] = made.files[name] }
    return after
  }
}
