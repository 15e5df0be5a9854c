import Graph
import Specs
import TestSupport
import Testing

/// In which order elements stand, and what is staged with them.
struct ElementOrderTests {
  @Test func elementsStandAboveWhatTheyDependOnThenByName() throws {
    let graph = try ElementGraph(
      sampleProject(
        SampleElement("z"), SampleElement("a").builtWith("z"), SampleElement("b").runningWith("z"), SampleElement("c"),
        SampleElement("top").needing("a", "c")))
    #expect(names(graph) == "c z a b top")
    #expect(graph.buildOrder == Array(graph.elements.indices))
  }

  @Test func namesAreOrderedByTheirBytes() throws {
    let graph = try ElementGraph(sampleProject(["a0", "é", "a.b", "Z", "a-b", "a"].map { SampleElement($0) }))
    #expect(names(graph) == "Z a-b a.b a a0 é")
  }

  @Test func dependenciesAreSortedAndJoinedWhateverTheirOrderInTheFile() throws {
    let leaves = [SampleElement("x"), SampleElement("y"), SampleElement("low"), .link("alias", to: "y")]
    for top in [
      SampleElement("top").builtWith("y", "low").runningWith("x", "y", "alias"),
      SampleElement("top").runningWith("alias", "x").builtWith("low", "y", "low"),
    ] {
      let graph = try ElementGraph(sampleProject(leaves + [top]))
      let element = try #require(graph["top.bst"])
      #expect(names(element.buildDependencies, in: graph) == "low y")
      #expect(names(element.runtimeDependencies, in: graph) == "x y")
      #expect(element.dependencies.count == 3)
    }
  }

  @Test func whatIsBuiltWithRunsWithMoreAndNotMore() throws {
    let graph = try ElementGraph(
      sampleProject(
        SampleElement("tool"), SampleElement("data"), SampleElement("lib").builtWith("tool").runningWith("data"),
        SampleElement("late"), SampleElement("app").builtWith("lib").runningWith("late")))
    let app = graph.id("app")
    #expect(names(graph.buildClosure(app), in: graph) == "data lib")
    #expect(names(graph.runClosure(app), in: graph) == "late app")
    #expect(names(graph.fullClosure([app]), in: graph) == "late data tool lib app")
  }

  @Test func whatRunsWithAnElementIsStagedBeforeIt() throws {
    let graph = try ElementGraph(
      sampleProject(
        SampleElement("a").runningWith("z"), SampleElement("z"), SampleElement("b"),
        SampleElement("app").builtWith("a", "b")))
    #expect(names(graph.buildClosure(graph.id("app")), in: graph) == "b z a")
  }

  @Test func elementsAreStagedByLocation() throws {
    let graph = try ElementGraph(
      sampleProject(
        SampleElement("libc"), SampleElement("shell").runningWith("libc"), SampleElement("root").runningWith("libc"),
        SampleElement("app").staging("root", at: "/sysroot").builtWith("shell")))
    let staging = graph.staging(of: graph.id("app"))
    #expect(staging.map(\.location) == ["/", "/sysroot"])
    #expect(staging.map { names($0.elements, in: graph) } == ["libc shell", "libc root"])
  }

  @Test func anElementCanBeStagedAtTwoLocations() throws {
    let graph = try ElementGraph(
      sampleProject(
        SampleElement("root"), .link("alias", to: "root"),
        SampleElement("app").staging("root", at: "/b").staging("alias", at: "/a")))
    #expect(graph["app.bst"]?.dependencies.map(\.locations) == [["/a", "/b"]])
  }

  @Test(.tags(.slow), .slowTestsEnabled) func longChainsNeedNoStack() throws {
    let count = 20_000
    var elements = [SampleElement("e0")]
    for number in 1..<count { elements.append(SampleElement("e\(number)").needing("e\(number - 1)")) }
    let graph = try ElementGraph(sampleProject(elements), targets: ["e\(count - 1).bst"])
    #expect(graph.buildClosure(count - 1) == Array(0..<count - 1))
    #expect(graph.fullClosure([count - 1]) == Array(0..<count))
  }

  @Test func onlyWhatTheTargetsNeedIsInTheGraph() throws {
    let project = sampleProject(
      SampleElement("a"), SampleElement("b").builtWith("a"), SampleElement("other").builtWith("missing"))
    let graph = try ElementGraph(project, targets: ["b.bst"])
    #expect(names(graph) == "a b")
    #expect(names(graph.targets, in: graph) == "b")
    #expect(graph["other.bst"] == nil)
  }

  @Test func withoutTargetsTheProjectsDefaultsAreMeantThenEverything() throws {
    var project = sampleProject(SampleElement("a"), SampleElement("b"), SampleElement("c"))
    #expect(try names(ElementGraph(project)) == "a b c")
    project.defaultTargets = ["b.bst"]
    #expect(try names(ElementGraph(project)) == "b")
  }
}
