import CanonicalJSON
import Diagnostics
import Graph
import Specs
import Store
import SystemPackage

/// Expected outputs of a stack of elements or of a command that it makes no more.
struct UnusedOutputSets {
  private let stack: ProjectFile.Stack

  init(_ stack: ProjectFile.Stack) { self.stack = stack }

  /// Inventories of what is no target any more, and of what the manifest doesn't name.
  ///
  /// - Throws: Every problem of the project: nothing is unused while its targets can't be known.
  func unused(_ source: ElementSource) throws -> [UpdatePlan.Target] {
    let project = try ElementProject.load(
      source.folder, targets: source.targets.isEmpty ? nil : source.targets, options: source.options)
    let graph = try ElementGraph(project, targets: source.targets)
    let made = Set(graph.targets.map { ElementBuild.outputName(graph.elements[$0].name) })
    return try [unused(in: stack.expected) { made.contains($0) }] + others(of: [stack.expected])
  }

  /// Inventories of what no glob of outputs covers any more, and of what the manifest doesn't name.
  func unused(_ source: CommandSource) throws -> [UpdatePlan.Target] {
    let folders = source.isPlatformSpecific ? Self.platformFolders(stack.expected) : [stack.expected]
    return try folders.map { try unused(in: $0) { source.makes($0) } } + others(of: folders)
  }

  /// All that stands in a folder where it has a manifest of outputs, by path below it.
  static func all(in folder: FilePath) throws -> [String] {
    let file = folder.appending(OutputManifest.name)
    guard file.kind == .file, (try? ExpectedOutputs.json(file).get())?["schema"]?.stringValue == OutputManifest.schema
    else { return [] }  // Somebody else's file of that name.
    return try [OutputManifest.name] + OutputManifest.inventories(in: folder)
  }

  private func unused(in folder: FilePath, isMade: (String) -> Bool) throws -> UpdatePlan.Target {
    let file = folder.appending(OutputManifest.name)
    // While it can't be read, nothing is known to be unused.
    let names =
      try file.kind == .file ? Set(RecordedArtifact.list(in: ExpectedOutputs.json(file).get().bytes).keys) : nil
    return UpdatePlan.Target(
      folder: folder,
      removed: try OutputManifest.inventories(in: folder).filter { path in
        let name = String(path.dropFirst("contents/".count).dropLast(".mtree".count))
        return !isMade(name) || names?.contains(name) == false
      })
  }

  /// What stands where it would if each platform had outputs of its own, or if it had not.
  private func others(of used: [FilePath]) throws -> [UpdatePlan.Target] {
    try ([stack.expected] + Self.platformFolders(stack.expected)).filter { !used.contains($0) }
      .map { UpdatePlan.Target(folder: $0, removed: try Self.all(in: $0)) }
  }

  private static func platformFolders(_ folder: FilePath) -> [FilePath] {
    TargetPlatform.allCases.map { folder.appending($0.rawValue) }
  }
}
