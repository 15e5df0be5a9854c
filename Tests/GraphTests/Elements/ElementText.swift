import Diagnostics
import Graph
import Specs
import TestSupport

/// The names of elements without `.bst`, separated by blanks.
func names(_ ids: [ElementID], in graph: ElementGraph) -> String {
  ids.map { String(graph.elements[$0].name.dropLast(4)) }.joined(separator: " ")
}

func names(_ graph: ElementGraph) -> String { names(Array(graph.elements.indices), in: graph) }

/// All that is wrong with a project, as it would be printed; empty when nothing is.
func problems(_ project: ElementProject, targets: [String] = []) -> String {
  do throws(DiagnosticList) {
    _ = try ElementGraph(project, targets: targets)
    return ""
  } catch {
    return error.description
  }
}

/// The warnings of a project without errors.
func warnings(_ project: ElementProject, targets: [String] = []) throws -> String {
  try ElementGraph(project, targets: targets).warnings.map(\.description).joined(separator: "\n")
}

extension ElementGraph {
  func id(_ name: String) -> ElementID { self[name + ".bst"]?.id ?? -1 }
  /// What gates an element, by name.
  func gates(_ name: String) -> String { names(providers(of: id(name)), in: self) }
}
