import Diagnostics
import Graph
import Specs
import TestSupport
import Testing

/// Which providers gate which elements.
struct ConditionTests {
  @Test func aRequirementIsOfAllThatIsDependedOn() throws {
    let graph = try ElementGraph(conditionsProject(), targets: ["app-pkg.bst"])
    #expect(graph.gates("app-pkg") == "app-test lib-test")
    for name in ["base", "lib", "app", "lib-test", "app-test"] { #expect(graph.gates(name) == "", "\(name)") }
    #expect(names(graph.buildOrder, in: graph) == "base lib app lib-test app-test app-pkg")
    #expect(graph.warnings.isEmpty)
  }

  @Test func anEdgeSaysOfWhatItsProviderVouches() throws {
    let graph = try ElementGraph(conditionsProject(), targets: ["app-pkg.bst"])
    let edges = graph.conditionEdges(of: graph.id("app-pkg"))
    #expect(edges.map(\.condition) == ["tested", "tested"])
    #expect(names(edges.map(\.subject), in: graph) == "app lib")
    #expect(names(edges.map(\.provider), in: graph) == "app-test lib-test")
    #expect(edges.map(\.place.description) == ["app.bst:4:3", "lib.bst:3:3"])
  }

  // Property 1 of the definitions.
  @Test func providersAloneChangeNothing() throws {
    let graph = try ElementGraph(conditionsProject(), targets: ["app.bst"])
    #expect(names(graph) == "base lib app")
    #expect(graph.gates("app") == "")
  }

  // Property 3.
  @Test func whatIsOnlyReachedThroughAProviderIsNotConcerned() throws {
    let graph = try ElementGraph(
      sampleProject(
        SampleElement("framework").providing("tested", by: "framework-test"),
        SampleElement("framework-test").builtWith("framework"),
        SampleElement("lib").providing("tested", by: "lib-test"),
        SampleElement("lib-test").builtWith("lib", "framework").providing("tested", by: "test-of-test"),
        SampleElement("test-of-test").builtWith("lib-test"), SampleElement("pkg").builtWith("lib").requiring("tested")),
      targets: ["pkg.bst"])
    #expect(graph.gates("pkg") == "lib-test")
    #expect(names(graph) == "framework lib lib-test pkg")
  }

  // Property 5.
  @Test func providersAreNeitherStagedNorPartOfAnyClosure() throws {
    let graph = try ElementGraph(conditionsProject(), targets: ["app-pkg.bst"])
    let package = graph.id("app-pkg")
    #expect(names(graph.buildClosure(package), in: graph) == "base lib app")
    #expect(names(graph.fullClosure([package]), in: graph) == "base lib app app-pkg")
  }

  @Test func requirementsReachBuildDependenciesOfBuildDependencies() throws {
    let graph = try ElementGraph(
      sampleProject(
        SampleElement("static").providing("tested", by: "static-test"),
        SampleElement("static-test").builtWith("static"),
        SampleElement("app").builtWith("static"), SampleElement("data").providing("tested", by: "data-test"),
        SampleElement("data-test").builtWith("data"), SampleElement("shell").runningWith("data"),
        SampleElement("pkg").builtWith("app").runningWith("shell").requiring("tested")), targets: ["pkg.bst"])
    #expect(graph.gates("pkg") == "data-test static-test")
  }

  // Case 1.
  @Test func dependenciesWithoutProvidersAreNotConcerned() throws {
    let graph = try ElementGraph(
      sampleProject(
        SampleElement("base"), SampleElement("lib").builtWith("base").providing("tested", by: "t"),
        SampleElement("t").builtWith("lib"), SampleElement("pkg").builtWith("lib", "base").requiring("tested")))
    #expect(graph.gates("pkg") == "t")
    #expect(graph.warnings.isEmpty)
  }

  // Case 2.
  @Test func providersCanRequireConditionsThemselves() throws {
    let graph = try ElementGraph(licensedProject, targets: ["app-pkg.bst"])
    #expect(graph.gates("lib-test") == "base-lic")
    #expect(graph.gates("app-pkg") == "lib-test")
  }

  // Case 2, self-demand.
  @Test func aTestIsNoPreconditionOfItself() throws {
    let graph = try ElementGraph(
      sampleProject(
        SampleElement("lib").providing("tested", by: "lib-test"),
        SampleElement("lib-test").builtWith("lib").requiring("tested"),
        SampleElement("pkg").builtWith("lib").requiring("tested")))
    #expect(graph.gates("lib-test") == "")
    #expect(graph.gates("pkg") == "lib-test")
    #expect(graph.warnings.isEmpty)
  }

  // Traps, number 6.
  @Test func anElementThatVouchesForItselfWaitsForNothing() throws {
    let graph = try ElementGraph(
      sampleProject(
        SampleElement("lib").providing("tested", by: "lib").requiring("tested"),
        SampleElement("pkg").builtWith("lib").requiring("tested")))
    #expect(graph.gates("lib") == "")
    #expect(graph.gates("pkg") == "lib")
  }

  // Case 4.
  @Test func twoRequirersShareOneProvider() throws {
    let project = sampleProject(
      SampleElement("lib").providing("tested", by: "t"), SampleElement("t").builtWith("lib"),
      SampleElement("a").builtWith("lib"), SampleElement("b").builtWith("lib"),
      SampleElement("pkg").builtWith("a", "b").requiring("tested"),
      SampleElement("image").builtWith("a", "b").requiring("tested"))
    let graph = try ElementGraph(project)
    #expect(graph.gates("pkg") == "t")
    #expect(graph.gates("image") == "t")
    #expect(graph.conditionEdges(of: graph.id("pkg")).count == 1)
    #expect(try names(ElementGraph(project, targets: ["image.bst"])) == "lib a b t image")
  }

  // Case 5.
  @Test func allProvidersOfAConditionGateInTheOrderOfTheirNames() throws {
    let graph = try ElementGraph(
      sampleProject(
        SampleElement("lib").providing("tested", by: "t2", "t10", "both"),
        SampleElement("app").builtWith("lib").providing("tested", by: "both").providing("signed", by: "both"),
        SampleElement("t2").builtWith("lib"), SampleElement("t10").builtWith("lib"),
        SampleElement("both").builtWith("app"),
        SampleElement("pkg").builtWith("app").requiring("tested", "signed", "tested")))
    #expect(graph.gates("pkg") == "both t10 t2")
    #expect(
      graph.conditionEdges(of: graph.id("pkg")).map { "\($0.condition)(\(graph.elements[$0.subject].name))" }
        == ["signed(app.bst)", "tested(app.bst)", "tested(lib.bst)", "tested(lib.bst)", "tested(lib.bst)"])
  }

  @Test func aDeclaredDependencyCanBeAProviderToo() throws {
    let graph = try ElementGraph(
      sampleProject(
        SampleElement("lib").providing("tested", by: "t"),
        SampleElement("t").builtWith("lib").providing("tested", by: "t-test"), SampleElement("t-test").builtWith("t"),
        SampleElement("pkg").builtWith("lib", "t").requiring("tested")))
    #expect(graph.gates("pkg") == "t-test t")
    #expect(names(graph.buildClosure(graph.id("pkg")), in: graph) == "lib t")
  }

  @Test func anElementsOwnProvidersCountForItsDependentsOnly() throws {
    let graph = try ElementGraph(
      sampleProject(
        SampleElement("lib").providing("tested", by: "lib-test"), SampleElement("lib-test").builtWith("lib"),
        SampleElement("app").builtWith("lib").requiring("tested").providing("tested", by: "app-test"),
        SampleElement("app-test").builtWith("app"), SampleElement("pkg").builtWith("app").requiring("tested")))
    #expect(graph.gates("app") == "lib-test")
    #expect(graph.gates("pkg") == "app-test lib-test")
  }

  @Test func stacksInBetweenAreTransparentAndCanRequire() throws {
    let graph = try ElementGraph(
      sampleProject(
        SampleElement("lib").providing("tested", by: "t"), SampleElement("t").builtWith("lib"),
        SampleElement("all").needing("lib").requiring("tested"),
        SampleElement("pkg").builtWith("all").requiring("tested")))
    #expect(graph.gates("all") == "t")
    #expect(graph.gates("pkg") == "t")
  }

  @Test func linksToProvidersAndSubjectsAreFollowed() throws {
    let graph = try ElementGraph(
      sampleProject(
        SampleElement("lib").providing("tested", by: "t-link", "t"), SampleElement("t").builtWith("lib"),
        .link("t-link", to: "t"), .link("lib-link", to: "lib"),
        SampleElement("pkg").builtWith("lib-link").requiring("tested")))
    #expect(graph.gates("pkg") == "t")
  }

  @Test func testingMeansTheProvidersOfAllThatTargetsDependOn() throws {
    let project = conditionsProject { name, element in
      name == "app-pkg" ? element.providing("tested", by: "pkg-test") : element
    }
    var withTest = project
    withTest.elements["pkg-test.bst"] = SampleElement("pkg-test").builtWith("app-pkg").declaration
    let tests = try ElementGraph(withTest, targets: ["app-pkg.bst"], goal: .test(condition: "tested"))
    #expect(names(tests.targets, in: tests) == "lib-test app-test pkg-test")
    let ofLibrary = try ElementGraph(project, targets: ["lib.bst"], goal: .test(condition: "tested"))
    #expect(names(ofLibrary) == "base lib lib-test")
    let ofNothing = try ElementGraph(project, targets: ["base.bst"], goal: .test(condition: "tested"))
    #expect(ofNothing.targets.isEmpty)
  }
}

/// A test that may only be made of what is licensed.
let licensedProject = sampleProject(
  SampleElement("base").providing("licensed", by: "base-lic"), SampleElement("base-lic").builtWith("base"),
  SampleElement("lib").builtWith("base").providing("tested", by: "lib-test"),
  SampleElement("lib-test").builtWith("lib").requiring("licensed"),
  SampleElement("app-pkg").builtWith("lib").requiring("tested"))
