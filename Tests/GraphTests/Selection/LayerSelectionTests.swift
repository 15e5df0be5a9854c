import Diagnostics
import Graph
import TestSupport
import Testing

/// Which layers a command works on: venvstacks' rules for `--include` and the options beside it.
///
/// The stack: `a` on the runtime `base`, `b` and `c` on `a`, `x` on `b`, `y` on `c`; the runtime `other` stands alone.
@Suite(.temporaryFolder)
struct LayerSelectionTests {
  /// One line for each layer that something is done with.
  private func selection(
    _ operations: LayerOperations, _ include: String..., dependencies: SelectionRequest.Steps = .init(),
    derived: SelectionRequest.Steps = .init(), reset: [String] = []
  ) throws -> [String] {
    var request = SelectionRequest(operations)
    (request.include, request.resetLocks) = (include, reset)
    (request.dependencies, request.derived) = (dependencies, derived)
    let graph = try sampleGraph()
    let selection = try LayerSelection(request, of: graph)
    return graph.layers.compactMap { layer in
      selection.operations[layer.buildName].map { "\(layer.buildName): \($0.names.joined(separator: " "))" }
    }
  }

  @Test func withoutPatternsEveryLayerIsMeant() throws {
    #expect(
      try selection(LayerOperations(lock: .ifNeeded, build: .always, publishes: true))
        == ["base", "other", "framework-a", "framework-b", "framework-c", "app-x", "app-y"]
        .map { "\($0): lock-if-needed build publish" })
  }

  @Test(arguments: [
    ("app-*", ["app-x", "app-y"]), ("*-[ac]", ["framework-a", "framework-c"]), ("?ther", ["other"]),
    ("framework-b", ["framework-b"]),
  ])
  func patternsFitWholeBuildNames(pattern: String, names: [String]) throws {
    var request = SelectionRequest(LayerOperations())
    request.include = [pattern]
    #expect(try LayerSelection(request, of: sampleGraph()).included == Set(names))
  }

  @Test func lockingReachesTheLayersAboveAndThoseBelowWhereNeeded() throws {
    #expect(
      try selection(LayerOperations(lock: .always), "framework-b") == [
        "base: lock-if-needed build-if-needed", "framework-a: lock-if-needed build-if-needed", "framework-b: lock",
        "app-x: lock",
      ])
  }

  @Test func lockingWhereNeededReachesTheLayersAboveTheSameWay() throws {
    #expect(
      try selection(LayerOperations(lock: .ifNeeded), "framework-b").suffix(2) == [
        "framework-b: lock-if-needed", "app-x: lock-if-needed",
      ])
  }

  @Test func theLayersBelowAreLockedWhenItIsSaid() throws {
    #expect(
      try selection(LayerOperations(lock: .always), "app-x", dependencies: .init(lock: true)) == [
        "base: lock build-if-needed", "framework-a: lock build-if-needed", "framework-b: lock build-if-needed",
        "app-x: lock",
      ])
  }

  @Test func buildingLeavesTheLayersAboveAlone() throws {
    #expect(
      try selection(LayerOperations(build: .always, publishes: true), "framework-b") == [
        "base: lock-if-needed build-if-needed", "framework-a: lock-if-needed build-if-needed",
        "framework-b: build publish",
      ])
  }

  @Test func theLayersAboveAreBuiltAndPublishedWhenItIsSaid() throws {
    let all = LayerOperations(build: .always, publishes: true)
    #expect(try selection(all, "framework-b", derived: .init(build: true)).last == "app-x: build")
    #expect(
      try selection(all, "framework-b", derived: .init(build: true, publish: true)).last == "app-x: build publish")
  }

  @Test func whatIsNotBuiltIsNotPublished() throws {
    let all = LayerOperations(build: .always, publishes: true)
    #expect(try selection(all, "framework-b", derived: .init(publish: true)).last == "framework-b: build publish")
    #expect(
      try selection(all, "app-x", dependencies: .init(publish: true)).first == "base: lock-if-needed build-if-needed")
    #expect(
      try selection(all, "app-x", dependencies: .init(build: true, publish: true)).first
        == "base: lock-if-needed build publish")
  }

  @Test func whatIsNotLockedAnewIsNotBuiltAnew() throws {
    let all = LayerOperations(lock: .always, build: .always, publishes: true)
    #expect(
      try selection(all, "app-x", dependencies: .init(build: true, publish: true)).first
        == "base: lock-if-needed build-if-needed")
    #expect(
      try selection(all, "app-x", dependencies: .init(lock: true, build: true, publish: true)).first
        == "base: lock build publish")
  }

  @Test func publishingAloneReachesOthersWhenItIsSaid() throws {
    let publish = LayerOperations(publishes: true)
    #expect(
      try selection(publish, "framework-b", dependencies: .init(publish: true), derived: .init(publish: true)) == [
        "base: lock-if-needed build-if-needed publish", "framework-a: lock-if-needed build-if-needed publish",
        "framework-b: publish", "app-x: publish",
      ])
  }

  @Test func locksAreResetWhereLayersAreLocked() throws {
    #expect(
      try selection(LayerOperations(lock: .always), "framework-b", reset: ["app-*", "framework-*"]) == [
        "base: lock-if-needed build-if-needed", "framework-a: lock-if-needed build-if-needed",
        "framework-b: reset-lock lock", "app-x: reset-lock lock",
      ])
    #expect(
      try selection(LayerOperations(lock: .always), "app-x", dependencies: .init(lock: true), reset: ["base"]).first
        == "base: reset-lock lock build-if-needed")
    #expect(try selection(LayerOperations(build: .always), "base", reset: ["base"]) == ["base: build"])
  }

  @Test func everyPatternThatFitsNoLayerIsNamed() throws {
    var request = SelectionRequest(LayerOperations(lock: .always))
    (request.include, request.resetLocks) = (["app-x", "ap-x"], ["lost*"])
    #expect(
      problems(request) == """
        error: --reset-lock: no layer is called 'lost*' [select.no-match]
        hint: known: 'app-x', 'app-y', 'base', 'framework-a', 'framework-b', 'framework-c', 'other'
        error: --include: no layer is called 'ap-x' [select.no-match]
        hint: did you mean 'app-x'?
        """)
  }

  @Test func aPatternMayFitNoLayerWhereThatIsAllowed() throws {
    var request = SelectionRequest(LayerOperations(lock: .always))
    (request.include, request.allowsMissing) = (["ap-x"], true)
    let selection = try LayerSelection(request, of: sampleGraph())
    #expect(selection.operations == [:])
    #expect(
      DiagnosticList(selection.warnings).description == """
        warning: --include: no layer is called 'ap-x' [select.no-match]
        hint: did you mean 'app-x'?
        """)
  }

  @Test func aLayerThatIsAboveAndBelowNeedsOneInstruction() throws {
    var request = SelectionRequest(LayerOperations(lock: .always))
    request.include = ["framework-a", "app-y"]
    #expect(
      problems(request) == """
        error: conflicting lock instructions for 'framework-c': on top of a layer that is asked for, and below another [select.conflict]
        hint: ask for the layer too: --include 'framework-c'
        """)
    request.dependencies.lock = true
    #expect(problems(request) == "")
  }

  private func problems(_ request: SelectionRequest) -> String {
    do { _ = try LayerSelection(request, of: sampleGraph()) } catch { return "\(error)" }
    return ""
  }

  private func sampleGraph() throws -> LayerGraph {
    try graph(
      runtime("base"), runtime("other"), framework("a"), framework("b", on: "a"), framework("c", on: "a"),
      application("x", on: "b"), application("y", on: "c"))
  }
}
