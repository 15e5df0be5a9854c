package import Diagnostics
import Specs

/// The tests that a command means.
package struct LayerTestSelection: Sendable {
  /// In the spec's order.
  package let tests: [LayerTest]

  /// - Parameter targets: Patterns of build names of tests, or of layers: these mean their own tests and those of all
  ///   they build on. None mean every test.
  /// - Throws: `select.no-match` for each pattern that fits neither.
  package init(_ targets: [String], of graph: LayerGraph) throws(DiagnosticList) {
    guard !targets.isEmpty else {
      tests = graph.tests
      return
    }
    let names = graph.layers.map(\.buildName) + graph.tests.map(\.buildName)
    let missing = targets.filter { target in !names.contains { matches($0, glob: target) } }
    guard missing.isEmpty else {
      throw DiagnosticList(
        missing.map {
          Diagnostic(
            "select.no-match", "no layer and no test is called '\(escaped($0))'",
            hint: suggestion(for: $0, among: names))
        })
    }
    func isMeant(_ name: String) -> Bool { targets.contains { matches(name, glob: $0) } }
    let layers = graph.layers.filter { isMeant($0.buildName) }
    let closure = Set((layers + layers.flatMap(\.dependencies)).map(\.buildName))
    tests = graph.tests.filter { test in
      isMeant(test.buildName) || test.subjects.contains { closure.contains($0.buildName) }
    }
  }
}
