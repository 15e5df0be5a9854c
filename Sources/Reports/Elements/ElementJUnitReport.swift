package import Building
import Diagnostics
import Graph
import Specs

/// The tests of a project of elements as JUnit XML: a test case for each, with what its commands wrote.
///
/// One that could not be decided is an error, one that is blocked or was not started is skipped.
package struct ElementJUnitReport {
  private let result: BuildResult
  private let log: ElementBuildReport.LogReader

  package init(_ result: BuildResult, log: @escaping ElementBuildReport.LogReader) {
    (self.result, self.log) = (result, log)
  }

  /// - Parameter stack: The suite's name.
  package func render(stack: String) -> String {
    JUnitSuite(
      name: escaped(stack), cases: result.report.graph.targets.map(testCase), notes: result.obstacles.map(\.description)
    ).document
  }

  private func testCase(_ id: Int) -> JUnitCase {
    let (element, state) = (result.report.graph.elements[id], result.report[id])
    var test = JUnitCase(
      name: escaped(element.name), kind: .passed, lines: [], type: "element.\(element.declaration.work.kind)")
    switch state {
    case .failed:
      test.kind = .failure
      if case .failed(let message)? = result[id].artifact?.outcome { test.lines = [escaped(message)] }
      test.type = "element.failed"
    case .undecided:
      test.kind = .error
      test.lines = result[id].problems.filter { $0.severity == .error }.map(\.description)
      test.type = result[id].problems.first { $0.severity == .error }?.code ?? "element.undecided"
    case .blocked:
      test.kind = .skipped
      test.lines = ["blocked: " + (result.report.blockage.reasons(of: id) ?? "")]
    case _ where !state.isGood:
      test.kind = .skipped
      let isStopped = result.report.states.contains(where: \.isBad)
      test.lines = ["not started" + (isStopped ? ": the build ended at the first failure" : "")]
    default: break
    }
    if let artifact = result[id].artifact {
      test.log = log(artifact).split(whereSeparator: \.isNewline).map(String.init)
    }
    return test
  }
}
