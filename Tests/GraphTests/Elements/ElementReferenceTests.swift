import Graph
import Specs
import TestSupport
import Testing

/// References that lead nowhere, or back to where they start.
struct ElementReferenceTests {
  @Test func linksStandForWhatTheyLeadTo() throws {
    let graph = try ElementGraph(
      sampleProject(
        SampleElement("lib"), .link("old", to: "older"), .link("older", to: "lib"),
        SampleElement("app").builtWith("old")), targets: ["app.bst", "older.bst"])
    #expect(names(graph) == "lib app")
    #expect(names(graph.targets, in: graph) == "lib app")
    #expect(names(graph.buildClosure(graph.id("app")), in: graph) == "lib")
  }

  @Test func missingElementsAreNamedWithTheirPlaceAllAtOnce() {
    #expect(
      problems(
        sampleProject(
          SampleElement("lib"), .link("l", to: "gone"),
          SampleElement("app").builtWith("libb", "nowhere-at-all", "l").runningWith("libb"))) == """
          app.bst:2:3: error: there is no element 'libb.bst' [element.missing]
          hint: did you mean 'lib.bst'?
          app.bst:3:3: error: there is no element 'nowhere-at-all.bst' [element.missing]
          hint: write the path of a file below the project's element path
          app.bst:5:3: error: there is no element 'libb.bst' [element.missing]
          hint: did you mean 'lib.bst'?
          l.bst:2:3: error: link 'l.bst' leads to 'gone.bst', which is no element [element.missing]
          """)
  }

  @Test func missingTargetsAreRefused() {
    #expect(
      problems(sampleProject(SampleElement("lib")), targets: ["lip.bst"]) == """
        error: there is no element 'lip.bst' [element.missing]
        hint: did you mean 'lib.bst'?
        """)
    var project = sampleProject(SampleElement("lib"))
    project.defaultTargets = ["all.bst"]
    #expect(
      problems(project) == """
        project.conf: error: there is no element 'all.bst' [element.missing]
        hint: write the path of a file below the project's element path
        """)
  }

  @Test func linksInACircleAreRefusedOnce() {
    #expect(
      problems(
        sampleProject(
          .link("b", to: "c"), .link("c", to: "a"), .link("a", to: "b"), SampleElement("x").builtWith("b", "a"),
          SampleElement("y").builtWith("c"))) == """
          a.bst:2:3: error: links lead in a circle: a.bst -> b.bst (a.bst:2:3) -> c.bst (b.bst:2:3) -> a.bst (c.bst:2:3) \
          [element.link-cycle]
          hint: let one of them lead to an element that is no link
          """)
  }

  @Test func dependencyCyclesNameEveryEdgeWithItsKind() {
    #expect(
      problems(
        sampleProject(
          SampleElement("a").builtWith("b"), SampleElement("b").runningWith("c"), SampleElement("c").needing("a"),
          SampleElement("top").builtWith("a"))) == """
          a.bst:2:3: error: elements wait for each other: a.bst build-depends on b.bst (a.bst:2:3) -> \
          runtime-depends on c.bst (b.bst:2:3) -> depends on a.bst (c.bst:2:3) [element.dependency-cycle]
          hint: drop one of these dependencies
          """)
  }

  @Test func everyKnotOfDependenciesIsReportedByItsShortestCycle() {
    #expect(
      problems(
        sampleProject(
          SampleElement("a").builtWith("b", "c"), SampleElement("b").builtWith("c"), SampleElement("c").builtWith("a"),
          SampleElement("self").builtWith("self"), SampleElement("d").builtWith("typo"))) == """
          a.bst:3:3: error: elements wait for each other: a.bst build-depends on c.bst (a.bst:3:3) -> \
          build-depends on a.bst (c.bst:2:3) [element.dependency-cycle]
          hint: drop one of these dependencies
          d.bst:2:3: error: there is no element 'typo.bst' [element.missing]
          hint: write the path of a file below the project's element path
          self.bst:2:3: error: elements wait for each other: self.bst build-depends on self.bst (self.bst:2:3) \
          [element.dependency-cycle]
          hint: drop one of these dependencies
          """)
  }

  @Test func cyclesThatNoTargetNeedsDoNoHarm() throws {
    let project = sampleProject(
      SampleElement("a").builtWith("b"), SampleElement("b").builtWith("a"), SampleElement("c"))
    #expect(try names(ElementGraph(project, targets: ["c.bst"])) == "c")
  }

  @Test func namesFromFilesAreEscaped() {
    #expect(
      problems(sampleProject(SampleElement("a").builtWith("\u{1B}[2J"))) == """
        a.bst:2:3: error: there is no element '\\u{1b}[2J.bst' [element.missing]
        hint: write the path of a file below the project's element path
        """)
  }
}
