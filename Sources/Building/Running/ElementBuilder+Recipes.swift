import Diagnostics
import Graph
import Specs
import Store

extension ElementBuilder {
  /// How to make an element from its dependencies' artifacts and its sources.
  func recipe(for id: ElementID, _ warnings: inout [Diagnostic]) async throws -> Recipe {
    let element = graph.elements[id]
    let input = RecipeInput(
      element.declaration, staging: try staging(of: element),
      sources: try await sources.tree(of: element.declaration.sources), fatalWarnings: graph.fatalWarnings)
    return try Recipe(for: input, warnings: &warnings)
  }

  private func staging(of element: Element) throws(Diagnostic) -> [StagedElements] {
    switch element.declaration.work {
    case .import, .stack, .link: return []
    // It takes from that one element alone, not from what it runs with.
    case .filter: return [StagedElements(at: "/", try element.buildDependencies.map(staged))]
    case .commands, .script, .compose:
      return try graph.staging(of: element.id).map { (location, ids) throws(Diagnostic) in
        StagedElements(at: location, try ids.map(staged))
      }
    }
  }

  private func staged(_ id: ElementID) throws(Diagnostic) -> StagedElement {
    let element = graph.elements[id]
    guard let artifact = artifact(of: id), artifact.succeeded else {
      throw Diagnostic(
        "artifact.missing", "the artifact of '\(escaped(element.name))' was removed meanwhile",
        hint: "run the command again")
    }
    var staged = StagedElement(name: element.name, tree: try trees.tree(artifact.files))
    (staged.integrationCommands, staged.splitRules) = published(element)
    staged.overlapWhitelist = element.declaration.overlapWhitelist
    return staged
  }

  /// The integration commands and split rules that those who stage an element see: a filter shows its dependency's rules,
  /// and its commands where it passes them on.
  private func published(_ element: Element) -> ([String], [String: [String]]) {
    var (commands, rules) = (element.declaration.integrationCommands, element.declaration.splitRules)
    var (current, isPassedOn) = (element, true)
    while case .filter(_, let passesIntegration) = current.declaration.work, let below = current.buildDependencies.first
    {
      current = graph.elements[below]
      isPassedOn = isPassedOn && passesIntegration
      rules = current.declaration.splitRules
      if isPassedOn { commands = current.declaration.integrationCommands + commands }
    }
    return (commands, rules)
  }
}
