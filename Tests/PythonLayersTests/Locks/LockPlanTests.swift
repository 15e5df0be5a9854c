import Diagnostics
import Graph
import TestSupport
import Testing

@testable import PythonLayers

/// Two frameworks on a runtime; `both` builds on both, `left-app` on one of them, `alone` on a runtime of its own.
@Suite(.temporaryFolder)
struct LockPlanTests {
  @Test func withoutPatternsEveryLayerIsMeant() throws {
    #expect(try modes([]) == ["always", "always", "always", "always", "always", "always", "always"])
    #expect(try modes([], mode: .ifNeeded) == [String](repeating: "ifNeeded", count: 7))
  }

  @Test func whatStandsAboveAnIncludedLayerIsLockedToo() throws {
    #expect(
      try modes(["base"]) == ["always", "keep", "always", "always", "always", "always", "keep"])
  }

  @Test func whatIncludedLayersAndThoseAboveBuildOnIsLockedIfNeeded() throws {
    #expect(
      try modes(["framework-left"]) == ["ifNeeded", "keep", "always", "ifNeeded", "always", "always", "keep"])
  }

  @Test func dependenciesOfIncludedLayersAreLockedAlikeOnRequest() throws {
    #expect(
      try modes(["app-left-app"], lockDependencies: true)
        == ["always", "keep", "always", "keep", "keep", "always", "keep"])
    #expect(
      try modes(["framework-left"], lockDependencies: true)
        == ["always", "keep", "always", "ifNeeded", "always", "always", "keep"])
  }

  @Test func patternsAreGlobsOverBuildNames() throws {
    #expect(
      try modes(["app-*"]) == ["ifNeeded", "ifNeeded", "ifNeeded", "ifNeeded", "always", "always", "always"])
    #expect(
      try modes(["framework-[lx]e?t", "other"])
        == ["ifNeeded", "always", "always", "ifNeeded", "always", "always", "always"])
  }

  @Test func aResetLayerIsLockedWhereLocksAreMadeIfNeeded() throws {
    #expect(
      try modes(["framework-left"], mode: .ifNeeded, reset: ["base", "other"])
        == ["always", "keep", "ifNeeded", "ifNeeded", "ifNeeded", "ifNeeded", "keep"])
  }

  @Test func takesModesByBuildName() throws {
    let layers = try sampleGraph().layers
    let plan = LockPlan(
      modes: ["framework-scipy": .ifNeeded, "app-client": .ifNeeded], common: .keep,
      resets: ["cpython-3.11", "app-client"])
    #expect(layers.map { plan[$0] } == [.keep, .ifNeeded, .always])
  }

  @Test func namesEachPatternThatNoLayerMatches() throws {
    let found = #expect(throws: DiagnosticList.self) { try modes(["framework-lift", "base"], reset: ["zzzzzzz"]) }
    #expect(
      found?.description == """
        error: no layer is called 'framework-lift' [lock.no-layer]
        hint: did you mean 'framework-left'?
        error: no layer is called 'zzzzzzz' [lock.no-layer]
        hint: known: 'app-alone', 'app-both', 'app-left-app', 'base', 'framework-left', 'framework-right', 'other'
        """)
  }

  /// What is done with each layer, in the spec's order.
  private func modes(
    _ patterns: [String], mode: LockPlan.Mode = .always, lockDependencies: Bool = false, reset: [String] = []
  ) throws -> [String] {
    let runtimes = ["base", "other"].map {
      "[[runtimes]]\nname = \"\($0)\"\npython_implementation = \"cpython@3.11.11\"\nrequirements = []\n"
    }
    let frameworks = ["left", "right"].map {
      "[[frameworks]]\nname = \"\($0)\"\nruntime = \"base\"\nrequirements = []\n"
    }
    let on = [
      ("both", "frameworks = [\"left\", \"right\"]"), ("left-app", "frameworks = [\"left\"]"),
      ("alone", "runtime = \"other\""),
    ]
    let applications = on.map { name, base in
      "[[applications]]\nname = \"\(name)\"\n\(base)\nlaunch_module = \"main.py\"\nrequirements = []\n"
    }
    let graph = try graph((runtimes + frameworks + applications).joined(), modules: ["main.py": ""])
    let plan = try LockPlan(
      of: graph, including: patterns, mode: mode, lockDependencies: lockDependencies, resetting: reset)
    return graph.layers.map { "\(plan[$0])" }
  }
}
