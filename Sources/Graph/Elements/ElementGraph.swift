package import Diagnostics
package import Specs

/// The elements that some targets need, with dependencies and links resolved, and the providers that gate them.
///
/// An element that requires a condition depends in two ways on others: it is built with its declared dependencies,
/// and it waits for the providers of the condition that anything below it names. The second are never staged.
package struct ElementGraph: Sendable {
  /// What the graph is made for.
  package enum Goal: Hashable, Sendable {
    case build
    /// The providers of a condition for the targets and all they depend on, whether or not anything requires them.
    case test(condition: String)
  }

  package let projectName: String
  /// Names of warnings that are errors, sorted.
  package let fatalWarnings: [String]
  /// By level of declared dependencies, then by name; an element's id is its place here.
  package let elements: [Element]
  /// What was asked for, sorted by id: the targets, or for the goal of testing the providers of their conditions.
  package let targets: [ElementID]
  /// Each element after its dependencies and its providers.
  package let buildOrder: [ElementID]
  /// In file order.
  package let warnings: [Diagnostic]
  /// In the order of the providers' names.
  let edges: [ConditionEdge]
  /// For each element the indexes of its `edges`, ascending.
  let gates: [[Int]]
  private let ids: [String: ElementID]

  /// Resolves what targets need.
  ///
  /// - Parameter targets: Names of elements or links; without any the project's default targets, else all elements.
  /// - Throws: Everything that is wrong with references between the elements that are needed: missing elements, cycles
  ///   of links, dependencies and providers, and warnings that the project makes fatal.
  package init(_ project: ElementProject, targets: [String] = [], goal: Goal = .build) throws(DiagnosticList) {
    var declared = DeclaredElements(project)
    let wanted = try declared.targets(targets, of: project)
    var tested: (condition: String, of: [Int])?
    if case .test(let condition) = goal { tested = (condition, wanted) }
    let gates = ConditionGates(&declared, goal: tested)
    let goals = gates.goals.map { gates.named[$0].provider }
    let starts = tested == nil ? wanted : goals.compactMap { try? $0.get() }
    let needed = NeededElements(declared, gates, from: starts)
    let resolved = ResolvedGraph(declared, gates, needed.numbers)

    var problems = needed.problems + project.warnings
    for case .failure(let problem) in goals { problems.append(problem) }
    let cycles = resolved.cycles()
    problems += cycles
    if cycles.isEmpty { problems += conditionWarnings(declared, gates, needed, fatal: project.fatalWarnings) }
    problems = problems.withoutRepetitions.inFileOrder
    guard problems.allSatisfy({ $0.severity != .error }) else { throw DiagnosticList(problems) }

    (projectName, fatalWarnings, warnings) = (project.name, project.fatalWarnings, problems)
    (elements, edges, self.gates) = (resolved.elements, resolved.edges, resolved.gates)
    buildOrder = resolved.buildOrder
    self.targets = Set(starts).compactMap { resolved.ids[$0] }.sorted()
    ids = Dictionary(resolved.elements.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })
  }

  /// The element of a name; nil when the targets don't need it, and for a link.
  package subscript(name: String) -> Element? { ids[name].map { elements[$0] } }

  /// The elements an element waits for without being built with them, each once, in the order of their names.
  package func providers(of element: ElementID) -> [ElementID] {
    var result: [ElementID] = []
    for index in gates[element] where result.last != edges[index].provider { result.append(edges[index].provider) }
    return result
  }

  /// Why an element waits for its providers; one of them may vouch for several subjects and conditions.
  package func conditionEdges(of element: ElementID) -> [ConditionEdge] { gates[element].map { edges[$0] } }
}

extension DeclaredElements {
  /// The elements that are asked for.
  fileprivate mutating func targets(_ names: [String], of project: ElementProject) throws(DiagnosticList) -> [Int] {
    let wanted = names.isEmpty ? project.defaultTargets : names
    guard !wanted.isEmpty else { return Array(declarations.indices) }
    var (numbers, problems): ([Int], [Diagnostic]) = ([], [])
    for name in wanted {
      switch element(name, at: names.isEmpty ? Place(project.file) : nil) {
      case .success(let number): numbers.append(number)
      case .failure(let problem): problems.append(problem)
      }
    }
    guard problems.isEmpty else { throw DiagnosticList(problems) }
    return Set(numbers).sorted()
  }
}

extension [Diagnostic] {
  /// Each problem once, at its first place.
  fileprivate var withoutRepetitions: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return filter { seen.insert($0).inserted }
  }
}
