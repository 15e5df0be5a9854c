import Building
import Diagnostics
import Execution
import Graph
import Publishing
import Specs
package import Store
import SystemPackage

extension PendingUpdate {
  /// What the changes follow from, as it was when they were found.
  package struct Origin: Hashable, Sendable {
    /// Files that are known by name.
    package var files: [Input]
    package var sources: Sources?

    package init(files: [Input], sources: Sources? = nil) { (self.files, self.sources) = (files, sources) }
  }

  /// What a stack is made from beside files that are known by name.
  package enum Sources: Hashable, Sendable {
    /// Of a command.
    case workTree(WorkTreeState)
    /// Artifact keys by element, each after those that it depends on.
    case elements([ElementKey])
  }

  /// What an element follows from.
  package struct ElementKey: Hashable, Sendable {
    package var element: String
    package var key: ContentDigest
  }

  /// What the outputs of a stack follow from, other than wheels, which locks pin.
  ///
  /// To be taken before the stack is
  /// verified, so that an edit made meanwhile shows.
  ///
  /// - Throws: Every problem of `assay.toml` and of the stack's spec, and what keeps sources from being read.
  package static func origin(of stack: any GatedStack, environment: [String: String]) async throws -> Origin {
    let folder = FilePath(".")
    let project = try ProjectFile.find(from: folder)
    let declared = try ProjectFile.Stack.select(stack.name, from: folder)
    let looks = OriginLooks(project: project, store: stack.store, environment: environment)
    let sources: Sources? =
      switch stack {
      case let stack as ElementStack: .elements(keys(stack.elements))
      default: try await looks.workTree(of: declared).map { .workTree(try $0.state(keptIn: stack.store)) }
      }
    return Origin(files: try inputs(of: declared, project, environment), sources: sources)
  }

  private static func inputs(
    of stack: ProjectFile.Stack, _ project: ProjectFile?, _ environment: [String: String]
  ) throws -> [Input] {
    let elsewhere = Set<Trigger.Reason>([.localWheel, .source])
    let rules = try TriggerRules(stack, project: project, environment: environment).rules
    let all = try rules.filter { !elsewhere.contains($0.reason) }.flatMap { try files(at: $0.path) }
    return Set(all).sorted { byteOrder($0.string, $1.string) }.map { Input(file: $0, digest: contentDigest(of: $0)) }
  }

  private static func files(at path: FilePath) throws -> [FilePath] {
    guard path.isFolder else { return [path] }
    // Python writes its caches when the modules are tried.
    return try path.filesBelow().filter { !$0.split(separator: "/").contains("__pycache__") }
      .map { path.pushing(FilePath($0)) }
  }

  fileprivate static func keys(_ elements: LoadedElements) -> [ElementKey] {
    elements.graph.buildOrder.map {
      ElementKey(element: elements.graph.elements[$0].name, key: elements.keys[$0].artifact)
    }
  }
}

/// Looks whether what pending updates were made from is as it was.
struct OriginLooks {
  let project: ProjectFile?
  let store: ContentStore
  let environment: [String: String]

  /// What of a stack's sources has changed since an update was found; nil where nothing has.
  ///
  /// - Throws: What keeps sources from being read.
  func change(since update: PendingUpdate, of stack: ProjectFile.Stack) async throws -> String? {
    switch (update.origin.sources, stack.source) {
    case (.workTree(let state)?, .command): try await workTree(of: stack)?.change(since: state, in: store)
    case (.elements(let keys)?, .elements(let source)): change(since: keys, of: source)
    case (nil, .layers): nil
    default: "assay.toml declares another kind of stack under its name"
    }
  }

  /// Nil for what no command makes.
  func workTree(of stack: ProjectFile.Stack) async throws -> WorkTreeLook? {
    guard case .command(let source) = stack.source else { return nil }
    let outputs = ([stack] + (project?.stacks ?? [])).flatMap(\.outputPaths)
    return try await WorkTreeLook(at: source, globs: stack.triggers, without: outputs, environment: environment)
  }

  private func change(since old: [PendingUpdate.ElementKey], of source: ElementSource) -> String? {
    let fetcher = Fetcher(store: store, environment: environment, isOffline: true)
    guard let elements = try? LoadedElements(source, store: store, fetcher: fetcher) else {
      return "the project of elements can't be read any more"  // Who verifies is told why.
    }
    let new = PendingUpdate.keys(elements)
    let known = Dictionary(old.map { ($0.element, $0.key) }, uniquingKeysWith: { $1 })
    if let changed = new.first(where: { known[$0.element] != $0.key }) {
      return "element '\(escaped(changed.element))' or a source of it has changed since it was verified"
    }
    let gone = old.first { old in !new.contains { $0.element == old.element } }
    return gone.map { "element '\(escaped($0.element))' is not part of it any more" }
  }
}
