import Diagnostics

/// The elements of a project that its targets need: what they depend on, what gates it, and what that depends on.
struct NeededElements {
  /// In ascending order.
  private(set) var numbers: [Int] = []
  /// Everything that is wrong with their references.
  private(set) var problems: [Diagnostic] = []
  /// For each entry of ``ConditionGates/named``, whether it gates any of them.
  private(set) var isGating: [Bool]

  init(_ elements: DeclaredElements, _ gates: ConditionGates, from targets: [Int]) {
    var isNeeded = [Bool](repeating: false, count: elements.declarations.count)
    isGating = [Bool](repeating: false, count: gates.named.count)
    var waiting = targets
    for target in targets { isNeeded[target] = true }
    func need(_ element: Int) {
      guard !isNeeded[element] else { return }
      isNeeded[element] = true
      waiting.append(element)
    }
    while let element = waiting.popLast() {
      problems += elements.problems[element, default: []]
      for dependency in elements.dependencies[element] { need(dependency.element) }
      for index in gates.gates[element, default: []] where !isGating[index] {
        isGating[index] = true
        switch gates.named[index].provider {
        case .success(let provider): need(provider)
        case .failure(let problem): problems.append(problem)
        }
      }
    }
    numbers = isNeeded.indices.filter { isNeeded[$0] }
  }
}
