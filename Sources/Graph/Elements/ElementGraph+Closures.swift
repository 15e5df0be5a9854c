import Diagnostics

/// The elements that one is built with, run with, or needs in any way, in the order in which their trees are staged.
extension ElementGraph {
  /// What is needed when an element is used: its runtime dependencies and theirs, then itself.
  package func runClosure(_ element: ElementID) -> [ElementID] { runClosure([element]) }

  /// The same of several elements in their order, each element once.
  package func runClosure(_ roots: [ElementID]) -> [ElementID] { postOrder(roots, \.runtimeDependencies) }

  /// What an element is built with: the run closures of its build dependencies.
  package func buildClosure(_ element: ElementID) -> [ElementID] {
    runClosure(elements[element].buildDependencies)
  }

  /// Everything that elements declare to depend on, directly or not, and themselves.
  package func fullClosure(_ roots: [ElementID]) -> [ElementID] {
    postOrder(roots) { $0.dependencies.map(\.element) }
  }

  /// What is staged where before an element is built, sorted by location: the run closure of what it asks for there.
  package func staging(of element: ElementID) -> [(location: String, elements: [ElementID])] {
    var roots: [String: [ElementID]] = [:]
    for dependency in elements[element].dependencies {
      for location in dependency.locations { roots[location, default: []].append(dependency.element) }
    }
    return roots.sorted { byteOrder($0.key, $1.key) }.map { ($0.key, runClosure($0.value)) }
  }

  /// Depth first, what an element leads to before the element, without recursion.
  private func postOrder(_ roots: [ElementID], _ arrows: (Element) -> [ElementID]) -> [ElementID] {
    var isMet: Set<ElementID> = []
    var result: [ElementID] = []
    for root in roots where isMet.insert(root).inserted {
      var calls = [(id: root, ends: arrows(elements[root])[...])]
      while let (id, ends) = calls.last {
        guard let end = ends.first else {
          result.append(id)
          calls.removeLast()
          continue
        }
        calls[calls.count - 1].ends.removeFirst()
        if isMet.insert(end).inserted { calls.append((end, arrows(elements[end])[...])) }
      }
    }
    return result
  }
}
