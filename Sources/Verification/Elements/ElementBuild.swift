import Building
import CanonicalJSON
import Comparison
import Diagnostics
import Execution
import Graph
import Publishing
import Specs
import Store
import SystemPackage

/// The targets of a stack of elements, built and published.
struct ElementBuild: Sendable {
  let result: BuildResult
  /// In the order of their names; of the targets that were built.
  let outputs: [GatedOutput]
  /// Targets that are not there, as outputs are named.
  let missing: Set<String>
  /// Why targets are not there.
  let problems: [Diagnostic]
  let warnings: [Diagnostic]

  /// What cannot change is built only once, whatever asks for it.
  ///
  /// - Throws: `sandbox.…` when nothing can be built here.
  static func run(_ stack: ElementStack) async throws -> ElementBuild {
    let sandbox = try await BubblewrapExecutor(store: stack.store, environment: stack.environment)
    let builder = stack.elements.builder(CachingExecutor(sandbox, store: stack.store))
    var options = BuildOptions()
    (options.failurePolicy, options.jobs) = (.continue, processorCount)
    let progress = stack.progress
    let result = await builder.build(options) { event in
      if case .started(let element) = event { progress("building \(escaped(element))") }
    }
    try Task.checkCancellation()
    let graph = stack.elements.graph
    let built = graph.targets.filter { result.report[$0].isGood }.sorted {
      byteOrder(graph.elements[$0].name, graph.elements[$1].name)
    }
    let outputs = try await built.concurrentMap(width: 2) { try output($0, of: stack, builder) }
    let (errors, warnings) = split(result.problems)
    let names = graph.targets.map { outputName(graph.elements[$0].name) }
    return ElementBuild(
      result: result, outputs: outputs, missing: Set(names).subtracting(outputs.map(\.name)),
      problems: errors + blocked(result, graph), warnings: warnings)
  }

  /// A blocked target by whom and for which condition, down to the root.
  private static func blocked(_ result: BuildResult, _ graph: ElementGraph) -> [Diagnostic] {
    let blockage = result.report.blockage
    return graph.targets.filter { result.report[$0] == .blocked }.compactMap { id in
      blockage.explanation(of: id).map {
        Diagnostic(
          "element.blocked", $0, at: graph.elements[id].declaration.place,
          hint: "mend what holds it up, and build again")
      }
    }
  }

  private static func split(_ problems: [Diagnostic]) -> (errors: [Diagnostic], warnings: [Diagnostic]) {
    (problems.filter { $0.severity == .error }, problems.filter { $0.severity != .error })
  }

  private static func output(_ id: ElementID, of stack: ElementStack, _ builder: ElementBuilder) throws -> GatedOutput {
    let element = stack.elements.graph.elements[id]
    guard let artifact = builder.artifact(of: id) else {
      throw Diagnostic(
        "artifact.missing", "the artifact of '\(escaped(element.name))' was removed meanwhile",
        hint: "run the command again")
    }
    let tree = try stack.store.folder(artifact.files)
    let publisher = TreePublisher(store: stack.store, form: ArchiveForm(stack.format))
    let published = try publisher.publish(tree, under: "", modified: stagedTime)
    let inventory = try ContentsFile.inventory(of: published.archive, store: stack.store)
    return GatedOutput(
      name: outputName(element.name), fields: try fields(element, artifact, stack, builder),
      blob: published.archive, contents: ContentsFile(inventory: inventory, plain: published.plain))
  }

  /// What the manifest says of an element: contents by digest, and no keys, which differ where what is staged from a
  /// machine does.
  private static func fields(
    _ element: Element, _ artifact: Building.Artifact, _ stack: ElementStack, _ builder: ElementBuilder
  ) throws -> [String: JSONValue] {
    let conditions = try artifact.conditions.map { met -> JSONValue in
      guard let id = stack.elements.graph[met.provider.element]?.id, let provider = builder.artifact(of: id) else {
        throw Diagnostic(
          "artifact.missing", "the artifact of '\(escaped(met.provider.element))' was removed meanwhile",
          hint: "run the command again")
      }
      return [
        "condition": .string(met.condition), "subject": .string(met.subject),
        "provider": .string(met.provider.element), "tree": .string(provider.files.hex),
      ]
    }
    return [
      "kind": .string(element.declaration.work.kind), "tree": .string(artifact.files.hex),
      "format": .string(stack.format.rawValue), "conditions": .array(conditions),
    ]
  }

  /// The time that staged files have, 2011-11-11 11:11:11 UTC.
  private static let stagedTime: Int64 = 1_321_009_871

  /// An element's name without `.bst`.
  static func outputName(_ element: String) -> String {
    element.hasSuffix(".bst") ? String(element.dropLast(4)) : element
  }
}
