package import Diagnostics
import Publishing
import Store
package import SystemPackage

/// The expected outputs as they would be after an update, and what that changes.
package struct UpdatePlan: Sendable {
  /// One folder that an update changes.
  package struct Target: Sendable {
    package var folder: FilePath
    /// New contents by path below the folder.
    package var files: [String: [UInt8]] = [:]
    /// Paths of files below the folder that go.
    package var removed: [String] = []

    package init(folder: FilePath, files: [String: [UInt8]] = [:], removed: [String] = []) {
      (self.folder, self.files, self.removed) = (folder, files, removed)
    }
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

  private let targets: [Target]

  /// The folder of the stack's expected outputs.
  let root: FilePath

  /// Files in the order of their paths.
  package let changes: [Change]

  /// What deserves a look but stops nothing.
  package let warnings: [Diagnostic]

  /// Checks of what would be written that don't ask what is expected, such as that it runs.
  package var checks: [CheckResult] = []

  package var isEmpty: Bool { changes.isEmpty }

  /// - Parameters:
  ///   - targets: Folders with the files that belong there.
  ///   - root: Folders below it are replaced in one step.
  package init(_ targets: [Target], under root: FilePath, warnings: [Diagnostic] = []) throws {
    var (needed, found) = ([Target](), [Change]())
    for var target in targets {
      let all = try Self.changes(target)
      let changed = Set(all.map(\.file))
      target.files = target.files.filter { changed.contains(target.folder.pushing(FilePath($0.key))) }
      found += all
      if !all.isEmpty { needed.append(target) }
    }
    changes = found.sorted { byteOrder($0.file.string, $1.file.string) }
    self.targets = Self.joined(needed, under: root)
    self.root = root
    self.warnings = warnings + changes.compactMap(Self.conflict)
  }

  /// The checks that keep this from being what anyone should expect.
  package var failedChecks: [CheckResult] {
    checks.filter { $0.outcome == .failed || $0.outcome == .undecided }
  }

  private static func conflict(in change: Change) -> Diagnostic? {
    guard let line = change.before.flatMap(conflictLine) else { return nil }
    return Diagnostic(
      "expected.conflict", "the file holds the markers of a merge conflict, so it counts as missing",
      at: Place(shown(change.file), line: line), severity: .warning)
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
