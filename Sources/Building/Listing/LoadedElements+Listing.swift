package import Graph
import Specs
import Store

extension LoadedElements {
  /// The targets, or what a scope makes of them, with their states; nothing is run.
  ///
  /// - Parameter scope: `all` brings the providers too that gate any of them.
  package func listing(_ scope: DependencyScope) -> [ListedElement] {
    // An element is large, and its name is asked for more often than anything else.
    let names = graph.elements.map(\.name)
    let found = names.enumerated().map { artifacts.lookUp(graph.projectName, $1, keys[$0]) }
    let statuses = ElementStatuses(graph, stored: found.map(\.stored))
    let listed = scope == .all ? graph.buildOrder : graph.elements(graph.targets, with: scope)
    return listed.map { id in
      let (element, artifact) = (graph.elements[id], found[id].artifact)
      return ListedElement(
        declaration: element.declaration, keys: keys[id], status: statuses[id],
        files: artifact?.succeeded == true ? artifact?.files : nil,
        buildDependencies: element.buildDependencies.map { names[$0] },
        runtimeDependencies: element.runtimeDependencies.map { names[$0] },
        dependencies: element.dependencies.map { names[$0.element] },
        findConditions: { [graph] in graph.conditionEdges(of: id).map { .init($0, names) } },
        sources: element.declaration.sources.map(source), blockage: statuses.blockage.reasons(of: id))
    }
  }

  private func source(_ source: SourceDeclaration) -> ListedElement.Source {
    switch source.content {
    case .local(let path):
      ListedElement.Source(kind: "local", address: path.relative(to: project.folder), sha256: nil)
    case .tar(let url, let sha256, _): ListedElement.Source(kind: "tar", address: url.written, sha256: sha256)
    case .remote(let url, let sha256, _, _):
      ListedElement.Source(kind: "remote", address: url.written, sha256: sha256)
    }
  }
}

extension ListedElement.Condition {
  fileprivate init(_ edge: ConditionEdge, _ names: [String]) {
    self.init(condition: edge.condition, subject: names[edge.subject], provider: names[edge.provider])
  }
}
