import Building
import Diagnostics
import Graph
import Specs
import Store
import TestSupport

/// A store and an executor that only pretend: what commands install, comments left out, is all their output.
struct FakeStore {
  struct Artifact: Equatable {
    var files: ContentDigest
    var succeeded: Bool
    var aliasedFrom: ContentDigest?
  }

  /// What one build has done, by names without `.bst` in the order in which it was done.
  struct Record {
    var ran: [String] = []
    var aliased: [String] = []
    var lookedUp: [String] = []
    /// Answered by the action cache.
    var recalled: [String] = []
    /// The longest list of commands that were under way at once.
    var width = 0
    var report: BuildReport
  }

  /// By artifact key.
  private(set) var artifacts: [ContentDigest: Artifact] = [:]
  /// By payload key, under which artifact key the payload was made.
  private var payloads: [ContentDigest: ContentDigest] = [:]
  private var actions: [ContentDigest: Artifact] = [:]

  func stored(_ keys: ElementKeys.Pair) -> StoredElement {
    StoredElement(
      artifact: artifacts[keys.artifact].map { $0.succeeded ? .succeeded : .failed },
      payload: payloads[keys.payload].flatMap { key in
        artifacts[key].map { .init(madeAs: key, $0.succeeded ? .succeeded : .failed) }
      })
  }

  mutating func remove(_ key: ContentDigest) { artifacts[key] = nil }

  /// Builds targets; names are without `.bst`.
  ///
  /// - Parameters:
  ///   - outcomes: What becomes of an element instead of its success.
  ///   - newestFirst: Whether what was started last ends first.
  mutating func build(
    _ project: ElementProject, _ targets: String..., outcomes: [String: BuildOutcome] = [:],
    onError: FailurePolicy = .continue, retriesFailed: Bool = false, jobs: Int = 2, newestFirst: Bool = false
  ) throws -> Record {
    let graph = try ElementGraph(project, targets: targets.map { $0 + ".bst" })
    let keys = try ElementKeys(graph)
    var schedule = BuildSchedule(
      graph, keys, targets: graph.targets, onError: onError, retriesFailed: retriesFailed, jobs: jobs)
    var (record, underWay) = (Record(report: schedule.report), [BuildStep]())
    while !schedule.isDone {
      underWay += schedule.next()
      record.width = max(record.width, underWay.count { if case .run = $0 { true } else { false } })
      let step = newestFirst ? underWay.removeLast() : underWay.removeFirst()
      let name = String(graph.elements[step.element].name.dropLast(4))
      schedule.finished(step.element, carryOut(step, name, outcomes[name], graph, keys, &record))
    }
    record.report = schedule.report
    return record
  }

  private mutating func carryOut(
    _ step: BuildStep, _ name: String, _ outcome: BuildOutcome?, _ graph: ElementGraph, _ keys: ElementKeys,
    _ record: inout Record
  ) -> BuildOutcome {
    let pair = keys[step.element]
    switch step {
    case .lookUp:
      record.lookedUp.append(name)
      return .found(stored(pair))
    case .alias(_, let key):
      record.aliased.append(name)
      guard var artifact = artifacts[key] else { return .undecided }
      artifact.aliasedFrom = key
      artifacts[pair.artifact] = artifact
      return artifact.succeeded ? .succeeded : .failed
    case .run:
      let (action, files) = commands(of: step.element, graph, keys)
      if let known = actions[action], outcome == nil {
        record.recalled.append(name)
        keep(known, pair)
        return .succeeded
      }
      record.ran.append(name)
      let result = outcome ?? .succeeded
      guard result == .succeeded || result == .failed else { return result }
      let artifact = Artifact(files: files, succeeded: result == .succeeded)
      if artifact.succeeded { actions[action] = artifact }
      keep(artifact, pair)
      return result
    }
  }

  private mutating func keep(_ artifact: Artifact, _ pair: ElementKeys.Pair) {
    artifacts[pair.artifact] = artifact
    payloads[pair.payload] = pair.artifact
  }

  /// The key of an action, which sees what is staged as bytes, and what the action leaves.
  private func commands(
    of id: ElementID, _ graph: ElementGraph, _ keys: ElementKeys
  ) -> (action: ContentDigest, files: ContentDigest) {
    let element = graph.elements[id]
    let staged = graph.buildClosure(id).map { artifacts[keys[$0].artifact]?.files.hex ?? "not there" }
    var install: [String] = []
    if case .commands(let commands, kind: _) = element.declaration.work { install = commands.install }
    let effective = install.filter { !$0.hasPrefix("#") }
    func digest(_ commands: [String]) -> ContentDigest {
      ContentDigest(of: ([element.name] + commands + staged).joined(separator: "\n"))
    }
    return (digest(install), digest(effective))
  }
}

/// A project with one element changed.
func project(_ name: String, _ change: @escaping (SampleElement) -> SampleElement) -> ElementProject {
  conditionsProject { $0 == name ? change($1) : $1 }
}

extension SampleElement {
  /// The same element with other commands.
  func installing(_ commands: String...) -> Self {
    with {
      guard case .commands(var build, let kind) = $0.work else { return }
      build.install = commands
      $0.work = .commands(build, kind: kind)
    }
  }
}

extension BuildReport {
  subscript(name: String) -> BuildState? { graph[name + ".bst"].map { self[$0.id] } }

  func explanation(of name: String) -> String? {
    graph[name + ".bst"].flatMap { blockage.explanation(of: $0.id) }
  }
}
