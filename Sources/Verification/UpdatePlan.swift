package import Diagnostics
import Graph
import Publishing
import PythonLayers
import Specs
import Store
package import SystemPackage

/// The expected outputs as they would be after an update, and what that changes.
package struct UpdatePlan: Sendable {
  /// One folder that an update changes.
  private struct Target: Sendable {
    var folder: FilePath
    /// New contents by path below the folder; only files that change.
    var files: [String: [UInt8]] = [:]
    var removed: [String] = []
  }

  /// One file that an update changes.
  package struct Change: Sendable {
    package var file: FilePath
    /// Nil for a new file.
    package var before: [UInt8]?
    /// Nil for a file that goes.
    package var after: [UInt8]?

    package init(file: FilePath, before: [UInt8]?, after: [UInt8]?) {
      (self.file, self.before, self.after) = (file, before, after)
    }
  }

  private var targets: [Target]

  /// Files in the order of their paths.
  package let changes: [Change]

  /// What deserves a look but stops nothing.
  package private(set) var warnings: [Diagnostic] = []

  package var isEmpty: Bool { changes.isEmpty }

  /// Locks, builds and publishes the stack and compares the result with what is committed.
  ///
  /// - Throws: The problems of all layers, if one can't be locked or built: then there is nothing to update to.
  package static func make(_ setup: StackSetup) async throws -> UpdatePlan {
    let committed = try setup.committedLocks()
    let needsIndex = !setup.graph.spec.uv.usesNoIndex
    let locked = try await setup.lock(
      from: committed, plan: .all(setup.machine.isOffline && needsIndex ? .ifNeeded : .always))
    let state = VerificationState(setup: setup, committed: locked.locks)
    let failures = try await state.built().failures
    guard failures.isEmpty else { throw DiagnosticList(failures.flatMap(\.problems)) }
    try refuseToDrop(try await state.built().skipped, setup: setup)
    var outputs = try await state.published().files
    if setup.layout == .venvstacks { outputs.files = outputs.files.filter { !$0.key.hasPrefix("contents/") } }
    var plan = try UpdatePlan(setup: setup, locks: locked.locks, outputs: outputs)
    plan.warnings = locked.warnings
    return plan
  }

  /// What is expected of a layer that can't be built here must not be lost.
  private static func refuseToDrop(_ skipped: [(layer: String, reason: String)], setup: StackSetup) throws {
    let problems = skipped.compactMap { name, reason -> Diagnostic? in
      let file = setup.platformFolder.pushing(FilePath(OutputPath.metadata(name)))
      guard file.kind == .file else { return nil }
      return Diagnostic(
        "update.skipped", "layer '\(name)' is expected but can't be built here: \(reason)", at: Place(shown(file)),
        hint: "update where it can be built, or remove the file and the manifest's entry")
    }
    guard problems.isEmpty else { throw DiagnosticList(problems) }
  }

  private init(setup: StackSetup, locks: LockSet, outputs: OutputFiles) throws {
    var platform = Target(folder: setup.platformFolder)
    platform.files = outputs.files
    let folders = setup.layout == .venvstacks ? ["env_metadata"] : ["env_metadata", "contents"]
    for folder in folders where setup.platformFolder.appending(folder).isFolder {
      platform.removed += try setup.platformFolder.appending(folder).names().map { "\(folder)/\($0)" }
        .filter { outputs.files[$0] == nil }
    }
    var lockTarget = Target(folder: setup.locksFolder)
    lockTarget.files = locks.files
    targets = []
    var found: [Change] = []
    for var target in [lockTarget, platform] {
      let all = try Self.changes(target)
      let changed = Set(all.map(\.file))
      target.files = target.files.filter { changed.contains(target.folder.pushing(FilePath($0.key))) }
      found += all
      if !all.isEmpty { targets.append(target) }
    }
    changes = found.sorted { byteOrder($0.file.string, $1.file.string) }
    targets = Self.joined(targets, under: setup.expected)
  }

  /// Writes all changes or none.
  package func write() throws(Diagnostic) {
    var replacements: [FolderReplacement] = []
    for target in targets {
      replacements.append(try FolderReplacement(of: target.folder, writing: target.files, removing: target.removed))
    }
    for replacement in replacements { try replacement.commit() }
  }

  private static func changes(_ target: Target) throws -> [Change] {
    let written = try target.files.compactMap { path, after -> Change? in
      let file = target.folder.pushing(FilePath(path))
      let before = file.kind == .file ? try file.readBytes() : nil
      return before == after ? nil : Change(file: file, before: before, after: after)
    }
    let removed = try target.removed.map { path in
      let file = target.folder.pushing(FilePath(path))
      return Change(file: file, before: try file.readBytes(), after: nil)
    }
    return written + removed
  }

  /// Folders below `root` as one change of `root`, so that they are replaced in one step.
  private static func joined(_ targets: [Target], under root: FilePath) -> [Target] {
    var (result, joint) = ([Target](), Target(folder: root))
    for target in targets {
      guard target.folder.starts(with: root), target.folder != root else {
        result.append(target)
        continue
      }
      let prefix = target.folder.relative(to: root)
      for (path, bytes) in target.files { joint.files["\(prefix)/\(path)"] = bytes }
      joint.removed += target.removed.map { "\(prefix)/\($0)" }
    }
    return joint.files.isEmpty && joint.removed.isEmpty ? result : result + [joint]
  }
}
