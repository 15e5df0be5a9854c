package import Diagnostics
import Graph
import Publishing
import PythonLayers
import Specs
import Store
package import SystemPackage

/// Expected outputs that nothing makes any more: those of layers, platforms and stacks that have gone.
///
/// Only files that have the names and places of expected outputs are looked at; what else lies there is somebody's own.
package struct UnusedOutputs: Sendable {
  /// Absolute, in the order of their paths.
  package let files: [FilePath]
  /// Stacks of which nothing counts as unused, since what they make can't be known, in the order of `assay.toml`.
  package let undecidedStacks: [String]
  /// What is wrong with them.
  package let problems: [Diagnostic]
  private let targets: [UpdatePlan.Target]

  /// Those of all stacks of the `assay.toml` of a folder.
  ///
  /// - Throws: Every problem of `assay.toml`. Those of a stack's spec are kept, and hold nothing back of the others.
  package init(from folder: FilePath = FilePath("."), environment: [String: String]) throws {
    guard let project = try ProjectFile.find(from: folder) else {
      throw Diagnostic(
        "project.no-stack", "no assay.toml here or in a folder above",
        hint: "run it in a project; what is unused is known from its stacks")
    }
    var targets: [UpdatePlan.Target] = []
    var problems: [(stack: String, found: [Diagnostic])] = []
    for stack in project.stacks {
      do {
        targets += try Self.unused(of: stack, environment)
      } catch let problem as Diagnostic {
        problems.append((stack.name, [problem]))
      } catch let list as DiagnosticList {
        problems.append((stack.name, list.diagnostics))
      }
    }
    targets += try Self.unusedStacks(of: project)
    self.targets = targets.filter { !$0.removed.isEmpty }
    self.problems = problems.flatMap(\.found)
    undecidedStacks = problems.map(\.stack)
    files = targets.flatMap { target in target.removed.map { target.folder.pushing(FilePath($0)) } }
      .sorted { byteOrder($0.string, $1.string) }
  }

  /// Removes the files of each folder of expected outputs in one step.
  package func remove() throws {
    for target in targets { try UpdatePlan([target], under: target.folder).write() }
  }

  private static func unused(
    of stack: ProjectFile.Stack, _ environment: [String: String]
  ) throws -> [UpdatePlan.Target] {
    switch stack.source {
    case .layers(let source):
      let draft = try StackSpec.draft(FilePath(shown(source.spec)), environment: environment)
      return try unused(of: stack, source, LayerGraph(draft))
    case .elements(let source): return try UnusedOutputSets(stack).unused(source)
    case .command(let source): return try UnusedOutputSets(stack).unused(source)
    }
  }

  private static func unused(
    of stack: ProjectFile.Stack, _ source: LayerSource, _ graph: LayerGraph
  ) throws -> [UpdatePlan.Target] {
    let locks = graph.lockedLayers.flatMap { LockFileNames(buildName: $0.buildName).all }
    var target = UpdatePlan.Target(folder: source.locks)
    target.removed = try files(source.locks).filter { isLock($0) && !locks.contains($0) }
    let manifests = stack.expected.appending("expected_manifests")
    let home = source.layout == .venvstacks && manifests.isFolder ? manifests : stack.expected
    return try [target]
      + TargetPlatform.allCases.map { platform in
        let layers = graph.layers.filter { $0.platforms.contains(platform) }.map(\.buildName)
        let made = layers.flatMap { [OutputPath.metadata($0), OutputPath.contents($0)] }
        var target = UpdatePlan.Target(folder: home.appending(platform.rawValue))
        target.removed = try outputs(in: target.folder)
          .filter { $0 == OutputPath.manifest ? layers.isEmpty : !made.contains($0) }
        return target
      }
  }

  /// Beside the expected outputs of stacks, those of stacks that `assay.toml` names no more.
  private static func unusedStacks(of project: ProjectFile) throws -> [UpdatePlan.Target] {
    let used = project.stacks.flatMap { [$0.expected] + $0.outputPaths }
    let homes = Set(project.stacks.map { $0.expected.removingLastComponent() })
      .filter { $0.starts(with: project.folder) && $0 != project.folder && $0.isFolder }
    return try homes.sorted { byteOrder($0.string, $1.string) }.flatMap { home in
      try home.names().map { home.appending($0) }
        .filter { folder in
          folder.kind == .folder && !used.contains { $0.starts(with: folder) || folder.starts(with: $0) }
        }
        .map { UpdatePlan.Target(folder: $0, removed: try outputsOfAllPlatforms(in: $0) + outputSets(in: $0)) }
    }
  }

  /// Those of elements or of a command, for one platform or for all.
  private static func outputSets(in folder: FilePath) throws -> [String] {
    try UnusedOutputSets.all(in: folder)
      + TargetPlatform.allCases.flatMap { platform in
        try UnusedOutputSets.all(in: folder.appending(platform.rawValue)).map { "\(platform.rawValue)/\($0)" }
      }
  }

  private static func outputsOfAllPlatforms(in folder: FilePath) throws -> [String] {
    let platforms = try TargetPlatform.allCases.flatMap { platform in
      try outputs(in: folder.appending(platform.rawValue)).map { "\(platform.rawValue)/\($0)" }
    }
    guard platforms.contains(where: { $0.hasSuffix("/" + OutputPath.manifest) }) else { return [] }
    return try platforms + files(folder.appending("locks")).filter(isLock).map { "locks/\($0)" }
  }

  /// The files of a platform's folder that have the places of expected outputs.
  private static func outputs(in folder: FilePath) throws -> [String] {
    let manifest = folder.appending(OutputPath.manifest).kind == .file ? [OutputPath.manifest] : []
    func files(_ name: String, ending: String) throws -> [String] {
      try Self.files(folder.appending(name)).filter { $0.hasSuffix(ending) }.map { "\(name)/\($0)" }
    }
    return try manifest + files("env_metadata", ending: ".json") + files("contents", ending: ".mtree")
  }

  /// None where there is no such folder.
  private static func files(_ folder: FilePath) throws -> [String] {
    folder.kind == .folder ? try folder.filesBelow() : []
  }

  /// Whether a path below a folder of locks is one of a layer's lock files: `LAYER/pylock.….toml` and those beside it.
  private static func isLock(_ path: String) -> Bool {
    let parts = path.split(separator: "/").map(String.init)
    return parts.count == 2 && LockFileNames(buildName: parts[0]).all.contains(path)
  }
}
