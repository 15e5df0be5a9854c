import Building
import Graph
import Reports
import TestSupport
import Testing

/// Tests of a project of elements as a CI shows them.
struct ElementJUnitReportTests {
  @Test func everyOutcomeIsACase() throws {
    let gated = sampleProject(
      .manual("a").providing("tested", by: "fine", "late", "slow", "wrong").providing("checked", by: "wrong"),
      .manual("fine").builtWith("a"), .manual("wrong").builtWith("a"), .manual("slow").builtWith("a"),
      .manual("late").builtWith("a").requiring("checked"))
    let build = try SampleBuild(
      gated, goal: .test(condition: "tested"), outcomes: ["wrong": .failed, "slow": .undecided])
    #expect(
      ElementJUnitReport(build.result) { _ in "said\n" }.render(stack: "numerals") == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="assay" tests="4" failures="1" errors="1">
        <testsuite name="numerals" tests="4" failures="1" errors="1" skipped="1">
        <testcase classname="numerals" name="fine.bst">
        <system-out>
        said
        </system-out>
        </testcase>
        <testcase classname="numerals" name="late.bst">
        <skipped message="blocked: checked(a.bst) by wrong.bst"/>
        </testcase>
        <testcase classname="numerals" name="slow.bst">
        <error message="slow.bst:1:1: error: it took too long [element.timed-out]" type="element.timed-out">
        slow.bst:1:1: error: it took too long [element.timed-out]
        </error>
        </testcase>
        <testcase classname="numerals" name="wrong.bst">
        <failure message="command 1 of 1 ended with 3: &lt;&quot;x&quot;&gt;" type="element.failed">
        command 1 of 1 ended with 3: &lt;&quot;x&quot;&gt;
        </failure>
        <system-out>
        said
        </system-out>
        </testcase>
        <system-out>
        slow.bst:1:1: error: it took too long [element.timed-out]
        </system-out>
        </testsuite>
        </testsuites>

        """)
  }

  @Test func whatWasNotStartedIsSkippedWithTheReason() throws {
    let build = try SampleBuild(
      conditionsProject(), goal: .test(condition: "tested"), onError: .quit, outcomes: ["lib-test": .failed])
    #expect(
      ElementJUnitReport(build.result) { _ in "" }.render(stack: "numerals").contains(
        """
        <testcase classname="numerals" name="app-test.bst">
        <skipped message="not started: the build ended at the first failure"/>
        </testcase>

        """))
  }
}
