import Diagnostics
import Graph
import Specs
import TestSupport
import Testing

/// Tests of layers in the graph: what they stand on, and whom they gate.
@Suite(.temporaryFolder)
struct LayerTestTests {
  private func test(_ name: String, of layers: String..., with fields: String = "") -> String {
    """
    [[tests]]
    name = "\(name)"
    layers = [\(layers.map { "\"\($0)\"" }.joined(separator: ", "))]
    command = ["true"]
    \(fields)

    """
  }

  private let tested = "condition-requirements = [\"tested\"]"

  private func edges(_ graph: LayerGraph, of name: String) throws -> [String] {
    try graph.conditionEdges(of: #require(graph[name])).map { "\($0.condition)(\($0.subject)) by \($0.test.buildName)" }
  }

  @Test func aTestStandsOnWhatItTestsAndAllBelow() throws {
    let graph = try graph(
      runtime("base"), framework("a"), framework("b", on: "a"), application("x", on: "b"), test("t", of: "app-x"),
      test("u", of: "framework-a"), test("v", of: "base"))
    #expect(
      graph.tests.map { $0.layer.dependencies.map(\.buildName) } == [
        ["app-x", "framework-b", "framework-a", "base"], ["framework-a", "base"], ["base"],
      ])
    #expect(graph.layers.map(\.buildName) == ["base", "framework-a", "framework-b", "app-x"])
  }

  @Test func whatSeveralLayersHaveInCommonStandsOnceBehindThem() throws {
    let graph = try graph(
      runtime("base"), framework("a"), framework("b", on: "a"), framework("c", on: "a"),
      test("t", of: "framework-b", "framework-c"))
    #expect(
      graph.tests[0].layer.dependencies.map(\.buildName) == ["framework-b", "framework-c", "framework-a", "base"])
  }

  @Test func onlyTestsWithRequirementsHaveLocks() throws {
    let graph = try graph(
      runtime("base"), test("t", of: "base"), test("u", of: "base", with: "requirements = [\"pytest\"]"))
    #expect(graph.lockedLayers.map(\.buildName) == ["base", "test-u"])
    #expect(graph.waves.map { $0.map(\.buildName) } == [["base"], ["test-u"]])
  }

  @Test func aRequirerIsGatedByTheTestsOfAllLayersBelow() throws {
    let graph = try graph(
      runtime("base"), framework("a"), framework("b", on: "a"), application("x", on: "b", with: tested),
      test("t", of: "framework-a"), test("u", of: "base", "framework-b"), test("own", of: "app-x"),
      test("other", of: "framework-a", with: "condition = \"licensed\""))
    #expect(
      try edges(graph, of: "app-x") == [
        "tested(framework-b) by test-u", "tested(framework-a) by test-t", "tested(base) by test-u",
      ])
    #expect(try edges(graph, of: "framework-b") == [])
  }

  @Test func aConditionThatNothingProvidesIsWorthAWarning() throws {
    let graph = try graph(
      runtime("base"), application("x", runtime: "base", with: "condition-requirements = [\"teseted\"]"),
      test("t", of: "base"))
    #expect(
      graph.spec.warnings.map { "\($0.message)\n\($0.hint ?? "")" } == [
        "no test of a layer below 'app-x' provides 'teseted'\ndid you mean 'tested'?"
      ])
  }

  @Test func anUnknownLayerIsNamed() {
    #expect(
      problems(runtime("base"), framework("a"), test("t", of: "a", "framework-b")) == """
        stack.toml:13:11: error: test 't': unknown layer 'a' [spec.unknown-layer]
        hint: write 'framework-a'
        stack.toml:13:16: error: test 't': unknown layer 'framework-b' [spec.unknown-layer]
        hint: did you mean 'framework-a'?
        """)
  }

  @Test func layersOfTwoRuntimesCannotBeTestedTogether() {
    #expect(
      problems(runtime("base"), runtime("other"), test("t", of: "base", "other")) == """
        stack.toml:11:1: error: test 't': its layers are on different runtimes [spec.inconsistent-runtimes]
        hint: make one test for each runtime
        """)
  }

  @Test func targetsMeanTheirTestsAndThoseOfAllBelow() throws {
    let graph = try graph(
      runtime("base"), framework("a"), framework("b"), application("x", on: "a"), test("t", of: "framework-a"),
      test("u", of: "framework-b"), test("v", of: "app-x"))
    func names(_ targets: String...) throws -> [String] {
      try LayerTestSelection(targets, of: graph).tests.map(\.buildName)
    }
    #expect(try names() == ["test-t", "test-u", "test-v"])
    #expect(try names("app-x") == ["test-t", "test-v"])
    #expect(try names("framework-?") == ["test-t", "test-u"])
    #expect(try names("test-u") == ["test-u"])
    #expect(throws: DiagnosticList.self) { try names("app-y") }
  }
}
