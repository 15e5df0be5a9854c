import Diagnostics
import Execution
import Graph
import Specs
import Store

extension ElementBuilder {
  /// Makes an element and keeps its artifact, or its failure.
  func run(_ id: ElementID, timeout: Int) async -> (ElementID, BuildOutcome, ElementDetail) {
    var detail = ElementDetail()
    do {
      let recipe = try await recipe(for: id, &detail.problems)
      let outcome = try await recipe.outcome(executor, timeout: timeout)
      let log = outcome.log.isEmpty ? nil : try artifacts.store.save(Array(outcome.log.utf8)).digest
      switch outcome.verdict {
      case .succeeded(let tree): return try keep(id, .succeeded, tree, log, detail)
      case .failed(let message): return try keep(id, .failed(message), Folder(), log, detail)
      case .undecided(var problem):
        problem.place = graph.elements[id].declaration.place
        detail.problems.append(problem)
        detail.undecidedLog = log
        return (id, .undecided, detail)
      }
    } catch { return undecided(id, error, detail) }
  }

  /// Names by an element's artifact key what is there under its payload key.
  func alias(_ id: ElementID, from key: ContentDigest) -> (ElementID, BuildOutcome, ElementDetail) {
    do {
      guard let payload = payload(of: id) else {
        throw Diagnostic(
          "artifact.missing", "the payload of '\(escaped(graph.elements[id].name))' was removed meanwhile",
          hint: "run the command again")
      }
      var artifact = artifact(id, payload.outcome, files: payload.files, log: payload.log)
      artifact.aliasedFrom = key
      try artifacts.save(artifact)
      return (id, artifact.succeeded ? .succeeded : .failed, ElementDetail(artifact: artifact))
    } catch { return undecided(id, error, ElementDetail()) }
  }

  private func keep(
    _ id: ElementID, _ outcome: Artifact.Outcome, _ tree: Folder, _ log: ContentDigest?, _ detail: ElementDetail
  ) throws -> (ElementID, BuildOutcome, ElementDetail) {
    var detail = detail
    let artifact = artifact(id, outcome, files: try artifacts.store.save(tree), log: log)
    try artifacts.save(artifact)
    detail.artifact = artifact
    return (id, artifact.succeeded ? .succeeded : .failed, detail)
  }

  private func artifact(
    _ id: ElementID, _ outcome: Artifact.Outcome, files: ContentDigest, log: ContentDigest?
  ) -> Artifact {
    let element = graph.elements[id]
    return Artifact(
      project: graph.projectName, element: element.name, key: keys[id].artifact, payloadKey: keys[id].payload,
      outcome: outcome, files: files, log: log, dependencies: graph.buildClosure(id).map(named),
      conditions: graph.conditionEdges(of: id).map { edge in
        .init(
          condition: edge.condition, subject: graph.elements[edge.subject].name, provider: named(edge.provider))
      }, publicData: element.declaration.publicData)
  }

  private func named(_ id: ElementID) -> Artifact.NamedArtifact {
    Artifact.NamedArtifact(element: graph.elements[id].name, key: keys[id].artifact)
  }

  private func undecided(
    _ id: ElementID, _ error: any Error, _ detail: ElementDetail
  ) -> (ElementID, BuildOutcome, ElementDetail) {
    if error is CancellationError || Task.isCancelled { return (id, .cancelled, detail) }
    var detail = detail
    switch error {
    case let list as DiagnosticList: detail.problems += list.diagnostics
    case let problem as Diagnostic:
      detail.problems.append(problem)
      if problem.code.hasPrefix("store.") { forgetIncompleteDependencies(of: id, &detail.problems) }
    default:
      detail.problems.append(
        Diagnostic(
          "element.not-built", "'\(escaped(graph.elements[id].name))' could not be built: \(error)",
          at: graph.elements[id].declaration.place))
    }
    return (id, .undecided, detail)
  }

  /// So that the next build makes them again.
  private func forgetIncompleteDependencies(of id: ElementID, _ problems: inout [Diagnostic]) {
    do throws(Diagnostic) {
      try artifacts.forgetIncomplete(graph.buildClosure(id).compactMap(artifact(of:)))
    } catch { problems.append(error) }
  }
}
