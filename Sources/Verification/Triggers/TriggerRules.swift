import Diagnostics
import Graph
import Publishing
import Specs
import Store
import SystemPackage

/// Which files of a repository a stack depends on, as its spec and `assay.toml` say.
struct TriggerRules {
  /// A file, or a folder with all that is below it.
  struct Rule {
    var reason: Trigger.Reason
    var path: FilePath
    var subject: String?
  }

  /// What is known by name; goes before the rest.
  private(set) var rules: [Rule] = []
  /// Globs of `assay.toml`, and the folder that they are relative to.
  private let globs: [String]
  private let folder: FilePath
  /// Where any other file counts; nil for nowhere.
  private let sources: FilePath?

  /// - Parameter project: The file that names the stack; nil for a spec that was given by its path.
  /// - Throws: Every problem of the stack's spec.
  init(_ stack: ProjectFile.Stack, project: ProjectFile?, environment: [String: String]) throws {
    globs = stack.triggers ?? []
    let all: FilePath
    switch stack.source {
    case .layers(let source):
      (all, sources) = (source.spec.removingLastComponent(), nil)
      rules = try Self.rules(source, environment: environment)
    case .elements(let source):
      (all, sources) = (source.folder, stack.triggers == nil ? source.folder : nil)
      rules = [Rule(reason: .spec, path: source.folder.appending(ElementSource.fileName))]
    case .command(let source): (all, sources) = (source.folder, stack.triggers == nil ? source.folder : nil)
    }
    folder = project?.folder ?? all
    if let project { rules.append(Rule(reason: .project, path: project.folder.appending(ProjectFile.name))) }
    rules += Self.configFiles(of: stack).map { Rule(reason: .requestedUpdate, path: $0) }
  }

  /// Where `expected-output-config.toml` of a stack may lie.
  static func configFiles(of stack: ProjectFile.Stack) -> [FilePath] {
    [stack.expected, stack.expected.removingLastComponent()].map { $0.appending(ExpectedOutputConfig.name) }
  }

  private static func rules(_ source: LayerSource, environment: [String: String]) throws -> [Rule] {
    let spec = try LayerGraph(StackSpec.draft(FilePath(shown(source.spec)), environment: environment)).spec
    func path(_ text: String) -> FilePath { spec.folder.pushing(FilePath(text)).lexicallyNormalized() }
    let modules = spec.layers.flatMap { layer in
      [layer.launchModule].compactMap { $0 }
        .map { Rule(reason: .launchModule, path: path($0), subject: layer.buildName) }
        + layer.supportModules.map { Rule(reason: .supportModule, path: path($0), subject: layer.buildName) }
    }
    return [Rule(reason: .spec, path: source.spec)] + modules
      + [spec.assay.injected].compactMap { $0 }.map { Rule(reason: .injectedFile, path: path($0)) }
      + spec.assay.localWheels.map { Rule(reason: .localWheel, path: path($0)) }
  }

  /// Why changed files make an update due.
  ///
  /// - Parameters:
  ///   - files: By path below the root, sorted.
  ///   - outputs: Files and folders that updates write; they are never a reason by themselves.
  func triggers(_ files: [String], root: FilePath, outputs: [FilePath]) -> [Trigger] {
    let rules = rules.map { (rule: $0, area: PathArea($0.path, in: root)) }
    let (outputs, folder) = (outputs.map { PathArea($0, in: root) }, PathArea(folder, in: root))
    let sources = sources.map { PathArea($0, in: root) }
    let found = files.flatMap { file -> [Trigger] in
      let named = rules.filter { $0.area.contains(file) }
      guard named.isEmpty else { return named.map { Trigger($0.rule.reason, file: file, subject: $0.rule.subject) } }
      guard !outputs.contains(where: { $0.contains(file) }) else { return [] }
      let path = folder.path(of: file)
      if let glob = globs.first(where: { glob in path.map { covers(glob: glob, $0) } ?? false }) {
        return [Trigger(.glob, file: file, subject: glob)]
      }
      return sources?.contains(file) == true ? [Trigger(.source, file: file)] : []
    }
    return Trigger.Reason.allCases.flatMap { reason in found.filter { $0.reason == reason } }
  }
}

extension ProjectFile.Stack {
  /// Files and folders that an update of this stack writes.
  var outputPaths: [FilePath] {
    guard case .layers(let source) = source else { return [expected] }
    guard source.layout == .venvstacks else { return [expected, source.locks] }
    // There the expected outputs stand beside the spec.
    let folders = ["expected_manifests"] + TargetPlatform.allCases.map(\.rawValue)
    return folders.map { expected.appending($0) } + [source.locks]
  }
}
