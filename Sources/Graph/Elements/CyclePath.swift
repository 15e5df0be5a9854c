import Diagnostics
import Specs

/// A cycle with what each of its steps is and where it is declared.
struct CyclePath: CustomStringConvertible {
  private enum Step {
    case dependency(Element, Dependency)
    /// An element waits for a provider that vouches for a subject.
    case condition(Element, requirement: Place, ConditionEdge)
  }

  private let steps: [Step]
  private let elements: [Element]

  /// - Parameter cycle: Elements, each of which waits for the next, the last for the first.
  init(_ cycle: [ElementID], _ graph: ResolvedGraph) {
    elements = graph.elements
    let steps = zip(cycle, cycle.dropFirst() + cycle.prefix(1)).compactMap { Self.step(from: $0, to: $1, graph) }
    // The story of a gate is best told from the element that it holds up.
    let start = steps.firstIndex { if case .condition = $0 { true } else { false } } ?? 0
    self.steps = Array(steps[start...] + steps[..<start])
  }

  private static func step(from: ElementID, to: ElementID, _ graph: ResolvedGraph) -> Step? {
    let element = graph.elements[from]
    if let dependency = element.dependencies.first(where: { $0.element == to }) {
      return .dependency(element, dependency)
    }
    guard let edge = graph.gates[from].lazy.map({ graph.edges[$0] }).first(where: { $0.provider == to }),
      let requirement = element.declaration.conditionRequirements.first(where: { $0.condition == edge.condition })
    else { return nil }
    return .condition(element, requirement: requirement.place, edge)
  }

  var hasConditions: Bool { conditions > 0 }

  private var conditions: Int { steps.count { if case .condition = $0 { true } else { false } } }

  /// Where the first step is declared.
  var place: Place? {
    switch steps.first {
    case .dependency(_, let dependency): dependency.place
    case .condition(_, let requirement, _): requirement
    case nil: nil
    }
  }

  var description: String {
    let first: String
    switch steps.first {
    case .dependency(let element, _), .condition(let element, _, _): first = escaped(element.name) + " "
    case nil: first = ""
    }
    return first + steps.map(text).joined(separator: " -> ")
  }

  var hint: String {
    guard case .condition(let element, _, let edge) = steps.first else { return "drop one of these dependencies" }
    let (name, provider) = (escaped(element.name), escaped(elements[edge.provider].name))
    let (condition, subject) = (escaped(edge.condition), escaped(elements[edge.subject].name))
    guard conditions < steps.count else {
      return "drop '\(condition)' from the requirements of \(name) or of \(provider)"
    }
    return
      "declare \(provider) as a provider of \(name) instead of \(subject), and require '\(condition)' one level up, "
      + "in an element that depends on \(name)"
  }

  private func text(_ step: Step) -> String {
    switch step {
    case .dependency(_, let dependency):
      let verb =
        dependency.isForBuild ? dependency.isForRun ? "depends on" : "build-depends on" : "runtime-depends on"
      return "\(verb) \(escaped(elements[dependency.element].name)) (\(dependency.place))"
    case .condition(_, let requirement, let edge):
      return "requires '\(escaped(edge.condition))' of \(escaped(elements[edge.subject].name)) (\(requirement)) -> "
        + "provider \(escaped(elements[edge.provider].name)) (\(edge.place))"
    }
  }
}
