import Reports
import Testing
import Verification

/// How a report reads on a terminal.
struct TextReportTests {
  private func check(_ checks: [CheckResult], isColoured: Bool = false, reads expected: String) {
    let report = VerificationReport(
      stack: "small", platform: "linux_x86_64", checks: checks, warnings: [], notes: ["a note"])
    #expect(TextReport(isColoured: isColoured).render(report) == expected)
  }

  @Test func hintOfSeveralFindingsIsToldOnceAtTheEnd() {
    check(
      [
        CheckResult(
          .metadata,
          findings: [
            Finding("a.one", "first", layer: "app-a", file: "x.json", hint: "do this"),
            Finding("a.two", "second", hint: "do that"), Finding("a.one", "third", hint: "do this"),
          ])
      ],
      reads: """
        failed     metadata         manifest and metadata are as expected
          x.json: layer 'app-a': first [a.one]
          second [a.two]
          hint: do that
          third [a.one]
        note: a note
        hint: do this
        failed: stack 'small' for linux_x86_64: metadata

        """)
  }

  @Test func whatWasToldIsNotRepeated() {
    let difference = ReportedDifference(path: "version", kind: .changed, field: "value", expected: "1", actual: "2")
    check(
      [
        CheckResult(.dryRun, findings: [Finding("a.one", "first", layer: "app-a", differences: [difference])]),
        CheckResult(.metadata, findings: [Finding("a.two", "second", layer: "app-a", differences: [difference])]),
        CheckResult(.contents, findings: [], obstacles: [Finding("a.three", "no tool")]),
        CheckResult(.archives, findings: [], obstacles: [Finding("a.three", "no tool")]),
      ],
      reads: """
        failed     dry-run          the publication request names the expected artifacts
          layer 'app-a': first [a.one]
            ~ version: expected 1, actual 2
        failed     metadata         manifest and metadata are as expected
          layer 'app-a': second [a.two]
            … 1 difference as above
        undecided  contents         every archive holds the expected members
          no tool [a.three]
        undecided  archives         for the reason given above
        note: a note
        failed: stack 'small' for linux_x86_64: dry-run, metadata

        """)
  }

  @Test func longListsAreCutAndCounted() {
    let differences = (1...14).map { ReportedDifference(path: "\($0)", kind: .extra) }
    var text = TextReport(isColoured: false).render(
      VerificationReport(
        stack: "small", platform: "linux_x86_64",
        checks: [
          CheckResult(
            .contents,
            findings: [Finding("a.one", "long", differences: differences)]
              + (1...10).map { Finding("a.two", "number \($0)") })
        ], warnings: [], notes: []))
    #expect(text.contains("    + 12\n    … and 2 more differences; --report json=FILE lists all\n"))
    #expect(text.contains("  number 9 [a.two]\n  … and 1 more finding; --report json=FILE lists all\n"))
    text = ReportFormat.json.render(
      VerificationReport(
        stack: "small", platform: "linux_x86_64",
        checks: [CheckResult(.contents, findings: [Finding("a.one", "long", differences: differences)])], warnings: [],
        notes: []))
    #expect(text.contains("\"path\": \"14\""))
  }

  @Test func longValuesStandBelowEachOther() {
    let (left, right) = (String(repeating: "a", count: 64), String(repeating: "b", count: 64))
    check(
      [
        CheckResult(
          .archives,
          findings: [
            Finding(
              "a.one", "other bytes",
              differences: [
                ReportedDifference(path: "x", kind: .changed, field: "sha256", expected: left, actual: right)
              ])
          ])
      ],
      reads: """
        failed     archives         every archive has the expected size and sha256
          other bytes [a.one]
            ~ x: sha256
                expected \(left)
                actual   \(right)
        note: a note
        failed: stack 'small' for linux_x86_64: archives

        """)
  }

  @Test func colourOnlyAdds() {
    check(
      [CheckResult(.build, findings: [])], isColoured: true,
      reads: """
        \u{1B}[32mpassed   \u{1B}[0m  build            everything builds from what is committed, without a network unless it asks for one
        note: a note
        \u{1B}[32mverified\u{1B}[0m: stack 'small' for linux_x86_64

        """)
  }

  @Test func everythingInItsPlace() {
    #expect(
      TextReport(isColoured: false).render(.sample)
        == """
        review: app-x: its archive grew by 50 %, from 100 to 150 bytes [review.size-changed]
        small.toml:2: warning: the field is old [spec.old]
        passed     locks            3 locks
        undecided  build            everything builds from what is committed, without a network unless it asks for one
          small.toml:7:3: the wheel is not in the store [fetch.offline]
        failed     contents         every archive holds the expected members
          expected/app-x.mtree: layer 'app-x': its members differ [contents.changed]
            cause: umask (proven, 1 member): 0022 against 0133
              of one member
            fix: set umask 022
            ~ bin/tool: mode: expected 0755, actual 0644
            ~ lib/a.py: content: expected sha256:1, actual sha256:2
              @@ -1 +1 @@
              -one
              
              +two
            - lib/b.py (file, 5 bytes)
          hint: if the change is meant, run 'assay update small'
        skipped    export           nothing was built
        note: outputs were exported
        failed: stack 'small' for linux_x86_64: contents

        """)
  }
}
