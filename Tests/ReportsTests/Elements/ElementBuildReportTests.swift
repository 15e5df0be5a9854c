import Building
import Diagnostics
import Graph
import Reports
import TestSupport
import Testing

/// What `assay build` and `assay test` say of elements.
struct ElementBuildReportTests {
  @Test func everyStateHasItsLine() throws {
    let build = try SampleBuild(
      conditionsProject(), outcomes: ["lib-test": .failed, "app-test": .undecided], found: ["base": .succeeded])
    #expect(
      text(of: build) == """
        built      lib.bst
        built      app.bst
        failed     lib-test.bst: command 1 of 1 ended with 3: <"x">
            + make
            said \\u{1b}[31m
          the whole log: assay artifact log numerals lib-test.bst
        undecided  app-test.bst
        cached     base.bst
        blocked    app-pkg.bst: tested(app.bst) by app-test.bst, which could not be decided; \
        tested(lib.bst) by lib-test.bst
        total: 2 built, 1 cached, 1 failed, 1 undecided, 1 blocked

        """)
  }

  @Test func aFailureThatWasThereSaysHowToRunItAgain() throws {
    let build = try SampleBuild(conditionsProject(), found: ["base": .succeeded, "lib": .failed])
    #expect(
      text(of: build).hasPrefix(
        """
        cached     base.bst
        failed     lib.bst: command 1 of 1 ended with 3: <"x">
            + make
            said \\u{1b}[31m
          as in an earlier build; run it again: assay build numerals --retry-failed
          the whole log: assay artifact log numerals lib.bst

        """))
  }

  @Test func whatAFirstFailureKeptFromStartingIsCounted() throws {
    let build = try SampleBuild(conditionsProject(), onError: .quit, outcomes: ["lib-test": .failed])
    #expect(
      text(of: build).hasSuffix(
        """
        blocked    app-pkg.bst: tested(lib.bst) by lib-test.bst
        total: 3 built, 1 failed, 1 blocked, 1 not started

        """))
  }

  @Test func testsPassAndWhatTheyNeedIsBuilt() throws {
    let build = try SampleBuild(
      conditionsProject(), goal: .test(condition: "tested"), found: ["lib-test": .succeeded])
    #expect(
      text(of: build, isTest: true) == """
        built      base.bst
        built      lib.bst
        built      app.bst
        passed     app-test.bst
        passed     lib-test.bst (cached)
        total: 2 passed, 3 built

        """)
  }

  @Test func nothingToDoIsSaid() throws {
    let build = try SampleBuild(conditionsProject(), goal: .test(condition: "reviewed"))
    #expect(text(of: build, isTest: true) == "total: nothing to do\n")
  }

  private func text(of build: SampleBuild, isTest: Bool = false) -> String {
    let report = ElementBuildReport(build.graph, stack: "numerals", isTest: isTest) { _ in "+ make\nsaid \u{1B}[31m\n" }
    return build.finished(report.finished) + report.ended(build.result)
  }
}
