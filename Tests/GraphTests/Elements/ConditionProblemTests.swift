import Diagnostics
import Graph
import Specs
import TestSupport
import Testing

/// Conditions that can't be met, or that don't mean what they seem to.
struct ConditionProblemTests {
  // Case 1.
  @Test func aConditionThatNothingProvidesIsAWarning() throws {
    #expect(
      try warnings(
        sampleProject(
          SampleElement("lib").providing("tested", by: "t"), SampleElement("t").builtWith("lib"),
          SampleElement("pkg").builtWith("lib").requiring("teseted"))) == """
          pkg.bst:3:3: warning: nothing that pkg.bst depends on provides 'teseted' [element.condition-unprovided]
          hint: did you mean 'tested'?
          """)
    #expect(
      try warnings(sampleProject(SampleElement("lib"), SampleElement("pkg").builtWith("lib").requiring("signed")))
        == """
        pkg.bst:3:3: warning: nothing that pkg.bst depends on provides 'signed' [element.condition-unprovided]
        hint: name a provider under condition-providers of a dependency, or drop the requirement
        """)
  }

  @Test func providersOfOthersAreNamedWhereNoDependencyHasOne() throws {
    let project = sampleProject(
      SampleElement("lib").providing("tested", by: "t"), SampleElement("t").builtWith("lib"),
      SampleElement("pkg").requiring("tested"), SampleElement("own").requiring("signed").providing("signed", by: "s"),
      SampleElement("s").builtWith("own"))
    #expect(
      try warnings(project) == """
        own.bst:2:3: warning: nothing that own.bst depends on provides 'signed' [element.condition-unprovided]
        hint: an element's own providers only count for what depends on it
        pkg.bst:2:3: warning: nothing that pkg.bst depends on provides 'tested' [element.condition-unprovided]
        hint: lib.bst has a provider of it, and is no dependency
        """)
  }

  @Test func warningsCanBeFatal() {
    var project = sampleProject(SampleElement("lib"), SampleElement("pkg").builtWith("lib").requiring("signed"))
    project.fatalWarnings = ["condition-unprovided"]
    #expect(
      problems(project) == """
        pkg.bst:3:3: error: nothing that pkg.bst depends on provides 'signed' [element.condition-unprovided]
        hint: name a provider under condition-providers of a dependency, or drop the requirement
        """)
  }

  @Test func aRequirementOfAKindIsUnprovidedWhenNoneOfItsElementsIsConcerned() throws {
    func requiringByKind(_ element: SampleElement) -> SampleElement {
      element.with {
        $0.conditionRequirements.append(.init(condition: "tested", place: .init("project.conf", line: 9, column: 5)))
      }
    }
    let (base, lib) = (requiringByKind(SampleElement("base")), requiringByKind(SampleElement("lib").builtWith("base")))
    #expect(
      try warnings(sampleProject(base, lib)) == """
        project.conf:9:5: warning: nothing that base.bst depends on provides 'tested' [element.condition-unprovided]
        hint: name a provider under condition-providers of a dependency, or drop the requirement
        """)
    let tested = base.providing("tested", by: "t")
    #expect(try warnings(sampleProject(tested, lib, SampleElement("t").builtWith("base"))) == "")
  }

  @Test func providersThatDontDependOnTheirSubjectAreWarnedOfWhereTheyGate() throws {
    let project = sampleProject(
      SampleElement("lib").providing("licensed", by: "check"), SampleElement("check"),
      SampleElement("pkg").builtWith("lib").requiring("licensed"))
    #expect(
      try warnings(project) == """
        lib.bst:2:3: warning: check.bst vouches for 'licensed' of lib.bst, and does not depend on it \
        [element.condition-unrelated]
        hint: add lib.bst to the dependencies of check.bst
        """)
    #expect(try warnings(project, targets: ["lib.bst"]) == "")
  }

  // Case 5.
  @Test func aProviderNamedTwiceIsDroppedWithAWarning() throws {
    let project = sampleProject(
      SampleElement("lib").providing("tested", by: "t", "t"), SampleElement("t").builtWith("lib"),
      SampleElement("pkg").builtWith("lib").requiring("tested"))
    #expect(
      try warnings(project) == """
        lib.bst:3:3: warning: lib.bst names the provider t.bst of 'tested' twice [element.condition-duplicate]
        hint: drop one of the two
        """)
    let graph = try ElementGraph(project)
    #expect(graph.conditionEdges(of: graph.id("pkg")).count == 1)
  }

  @Test func aMissingProviderMattersOnlyToWhoRequiresIt() throws {
    let project = sampleProject(
      SampleElement("lib").providing("tested", by: "lib-tset"), SampleElement("lib-test").builtWith("lib"),
      SampleElement("a").builtWith("lib").requiring("tested"), SampleElement("b").builtWith("lib").requiring("tested"))
    #expect(try names(ElementGraph(project, targets: ["lib.bst"])) == "lib")
    #expect(
      problems(project) == """
        lib.bst:2:3: error: there is no element 'lib-tset.bst' [element.missing]
        hint: did you mean 'lib-test.bst'?
        """)
  }

  // Case 3.
  @Test func aProviderThatDependsOnTheRequirerIsACycle() {
    #expect(
      problems(
        sampleProject(
          SampleElement("app").providing("tested", by: "pkg-smoke"),
          SampleElement("app-pkg").builtWith("app").requiring("tested"), SampleElement("pkg-smoke").builtWith("app-pkg")
        )
      ) == """
        app-pkg.bst:3:3: error: elements wait for each other: app-pkg.bst requires 'tested' of app.bst (app-pkg.bst:3:3) \
        -> provider pkg-smoke.bst (app.bst:2:3) -> build-depends on app-pkg.bst (pkg-smoke.bst:2:3) \
        [element.condition-cycle]
        hint: declare pkg-smoke.bst as a provider of app-pkg.bst instead of app.bst, and require 'tested' one level up, \
        in an element that depends on app-pkg.bst
        """)
  }

  // Case 2, two tests of one subject.
  @Test func testsThatDemandEachOtherAreACycle() {
    #expect(
      problems(
        sampleProject(
          SampleElement("lib").providing("tested", by: "t1", "t2"),
          SampleElement("t1").builtWith("lib").requiring("tested"),
          SampleElement("t2").builtWith("lib").requiring("tested"))) == """
          t1.bst:3:3: error: elements wait for each other: t1.bst requires 'tested' of lib.bst (t1.bst:3:3) -> provider \
          t2.bst (lib.bst:3:3) -> requires 'tested' of lib.bst (t2.bst:3:3) -> provider t1.bst (lib.bst:2:3) \
          [element.condition-cycle]
          hint: drop 'tested' from the requirements of t1.bst or of t2.bst
          """)
  }

  @Test func cyclesOfDependenciesAndOfConditionsAreReportedTogether() {
    let text = problems(
      sampleProject(
        SampleElement("a").builtWith("b"), SampleElement("b").builtWith("a"),
        SampleElement("app").providing("tested", by: "smoke"),
        SampleElement("pkg").builtWith("app").requiring("tested"),
        SampleElement("smoke").builtWith("pkg")))
    #expect(text.contains("[element.dependency-cycle]"))
    #expect(text.contains("[element.condition-cycle]"))
  }
}
