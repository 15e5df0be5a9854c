import Foundation
import Reports
import Testing
import Verification

/// The JUnit report: what CI counts and lists.
struct JUnitReportTests {
  @Test func eachCheckAndLayerIsATestCase() {
    #expect(
      JUnitReport().render(.sample)
        == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="assay" tests="5" failures="2" errors="1">
        <testsuite name="small linux_x86_64" tests="5" failures="2" errors="1" skipped="1">
        <testcase classname="small linux_x86_64" name="locks">
        <system-out>
        3 locks
        </system-out>
        </testcase>
        <testcase classname="small linux_x86_64" name="build">
        <error message="small.toml:7:3: the wheel is not in the store [fetch.offline]" type="fetch.offline">
        small.toml:7:3: the wheel is not in the store [fetch.offline]
        </error>
        </testcase>
        <testcase classname="small linux_x86_64" name="contents">
        <failure message="see &#39;app-x&#39;" type="contents">
        see &#39;app-x&#39;
        </failure>
        </testcase>
        <testcase classname="small linux_x86_64" name="contents: app-x">
        <failure message="expected/app-x.mtree: layer &#39;app-x&#39;: its members differ [contents.changed]" type="contents.changed">
        expected/app-x.mtree: layer &#39;app-x&#39;: its members differ [contents.changed]
          cause: umask (proven, 1 member): 0022 against 0133
            of one member
          fix: set umask 022
          ~ bin/tool: mode: expected 0755, actual 0644
          ~ lib/a.py: content: expected sha256:1, actual sha256:2
            @@ -1 +1 @@
            -one
            
            +two
          - lib/b.py (file, 5 bytes)
          hint: if the change is meant, run &#39;assay update small&#39;
        </failure>
        </testcase>
        <testcase classname="small linux_x86_64" name="export">
        <skipped message="nothing was built"/>
        </testcase>
        <system-out>
        review: app-x: its archive grew by 50 %, from 100 to 150 bytes [review.size-changed]
        small.toml:2: warning: the field is old [spec.old]
        note: outputs were exported
        </system-out>
        </testsuite>
        </testsuites>

        """)
  }

  @Test(arguments: VerificationReport.hostileTexts) func textNeverBecomesMarkup(text: String) throws {
    let plain = try Page(JUnitReport().render(.hostile("harmless")))
    #expect(try Page(JUnitReport().render(.hostile(text))).elements == plain.elements)
  }

  @Test func whatCouldNotBeDecidedIsAnErrorBesideFailures() {
    let check = CheckResult(
      .contents, findings: [Finding("a.one", "differs", layer: "app-a")],
      obstacles: [Finding("a.two", "unreadable", layer: "app-b")])
    let text = JUnitReport().render(
      VerificationReport(stack: "small", platform: "linux_x86_64", checks: [check], warnings: [], notes: []))
    #expect(text.contains("<testsuites name=\"assay\" tests=\"3\" failures=\"2\" errors=\"1\">"))
    #expect(text.contains("name=\"contents: app-b\">\n<error message=\"layer &#39;app-b&#39;: unreadable [a.two]\""))
  }

  @Test func longListsAreCutAndCounted() {
    let differences = (1...102).map { ReportedDifference(path: "\($0)", kind: .extra) }
    let text = JUnitReport().render(.failed(Finding("a.one", "long", differences: differences)))
    #expect(text.contains("\n  + 100\n  … and 2 more differences; --report json=FILE lists all\n"))
  }
}
