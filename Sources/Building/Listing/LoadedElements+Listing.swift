package import Graph
import Specs
import Store

extension LoadedElements {
  /// The targets, or what a scope makes of them, with their states; nothing is run.
  ///
  /// - Parameter scope: `all` brings the providers too that gate any of them.
  package func listing(_ scope: DependencyScope) -> [ListedElement] {
    let found = graph.elements.map { artifacts.lookUp(graph.projectName, $0.name, keys[$0.id]) }
    let statuses = ElementStatuses(graph, stored: found.map(\.stored))
    let listed = scope == .all ? graph.buildOrder : graph.elements(graph.targets, with: scope)
    return listed.map { id in
      let element = graph.elements[id]
      let artifact = found[id].artifact
      return ListedElement(
        declaration: element.declaration, keys: keys[id], status: statuses[id],
        files: artifact?.succeeded == true ? artifact?.files : nil,
        buildDependencies: names(element.buildDependencies), runtimeDependencies: names(element.runtimeDependencies),
        dependencies: names(element.dependencies.map(\.element)),
        conditions: graph.conditionEdges(of: id).map(condition), sources: element.declaration.sources.map(source),
        blockage: statuses.blockage.reasons(of: id))
    }
  }

  private func names(_ ids: [ElementID]) -> [String] { ids.map { graph.elements[$0].name } }

  private func condition(_ edge: ConditionEdge) -> ListedElement.Condition {
    ListedElement.Condition(
      condition: edge.condition, subject: graph.elements[edge.subject].name,
      provider: graph.elements[edge.provider].name)
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
