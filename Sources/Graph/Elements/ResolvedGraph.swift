import Diagnostics
import Specs

/// The needed elements under their final ids, and the condition edges between them.
struct ResolvedGraph {
  let elements: [Element]
  /// Final ids by the numbers of ``DeclaredElements``.
  let ids: [Int: ElementID]
  let edges: [ConditionEdge]
  /// For each element the indexes of its `edges`, ascending.
  let gates: [[Int]]
  private let levels: TopologicalLevels
  private let arrows: [[Int]]

  /// Each element after its dependencies and providers; elements of cycles are left out.
  var buildOrder: [ElementID] { levels.order }

  init(_ declared: DeclaredElements, _ found: ConditionGates, _ needed: [Int]) {
    let level = declared.topology.levels
    // Elements in or above a cycle come last: they only live until the cycle is reported.
    let order = needed.sorted { (level[$0] ?? Int.max, $0) < (level[$1] ?? Int.max, $1) }
    let ids = Dictionary(order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    elements = order.enumerated().map { id, number in
      let dependencies = declared.dependencies[number].compactMap { dependency in
        ids[dependency.element].map { id in
          var result = dependency
          result.element = id
          return result
        }
      }
      return Element(
        id: id, declared.declarations[number], dependencies: dependencies.sorted { $0.element < $1.element })
    }
    var (edges, positions): ([ConditionEdge], [Int?]) = ([], [])
    for named in found.named {
      let ends = (ids[named.subject], named.number.flatMap { ids[$0] })
      guard case (let subject?, let provider?) = ends else {
        positions.append(nil)
        continue
      }
      positions.append(edges.count)
      edges.append(
        ConditionEdge(condition: named.condition, subject: subject, provider: provider, place: named.place))
    }
    gates = order.map { found.gates[$0, default: []].compactMap { positions[$0] } }
    (self.ids, self.edges) = (ids, edges)
    arrows = zip(elements, gates).map { element, gates in
      element.dependencies.map(\.element) + gates.map { edges[$0].provider }
    }
    levels = TopologicalLevels(arrows)
  }

  /// One diagnostic for each knot of dependencies, and for each that only condition edges tie.
  func cycles() -> [Diagnostic] {
    guard !levels.isComplete else { return [] }
    let declared = shortestCycles(in: elements.map { $0.dependencies.map(\.element) })
    let known = Set(declared.flatMap(\.self))
    let all = declared + shortestCycles(in: arrows).filter { known.isDisjoint(with: $0) }
    return all.map { diagnostic(CyclePath($0, self)) }
  }

  private func diagnostic(_ path: CyclePath) -> Diagnostic {
    Diagnostic(
      path.hasConditions ? "element.condition-cycle" : "element.dependency-cycle",
      "elements wait for each other: \(path)", at: path.place, hint: path.hint)
  }
}
