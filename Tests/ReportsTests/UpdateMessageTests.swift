import Causes
import Reports
import Testing
import Verification

/// What `assay update` says: on a terminal, above a patch and in a pull request.
struct UpdateMessageTests {
  private var report: UpdateReport {
    var report = UpdateReport(stack: "sample")
    report.platforms = ["linux_x86_64"]
    report.files = [
      .init(path: "expected/linux_x86_64/contents/app.mtree", change: .changed),
      .init(path: "expected/linux_x86_64/contents/gone.mtree", change: .removed),
      .init(path: "expected/locks/app/pylock.app.toml", change: .added),
    ]
    report.artifacts = [
      .init(
        name: "linux_x86_64/app", summary: "1 changed",
        causes: [
          Cause(
            id: "content-change", confidence: .likely, members: 1,
            evidence: ["'app/a_b.py': 4 bytes expected, 6 actual"],
            fix: "")
        ])
    ]
    report.locks = ["app"]
    report.review = [ReviewNote(.packageAdded, of: "app", "installs left-pad 0.1, which it did not have before")]
    return report
  }

  @Test func reviewComesFirstOnATerminal() {
    #expect(
      UpdateTextReport().render(report) == """
        review: app: installs left-pad 0.1, which it did not have before
        changed  expected/linux_x86_64/contents/app.mtree
        removed  expected/linux_x86_64/contents/gone.mtree
        added    expected/locks/app/pylock.app.toml

        """)
  }

  @Test func messageTellsStackPlatformsCountsCausesAndNotes() {
    #expect(
      UpdateMessage().render([report]) == """
        # Update the expected outputs of `sample`

        ## Stack `sample`

        - Platforms: linux_x86_64
        - Files: 1 added, 1 changed, 1 removed

        ### Look at this first

        - **`app`**: installs left-pad 0.1, which it did not have before

        ### What changes

        - `linux_x86_64/app`: 1 changed
          - content-change (likely, 1 member): 'app/a\\_b.py': 4 bytes expected, 6 actual
        - Locks: `app`

        """)
  }

  @Test func hostileTextStaysText() {
    var report = UpdateReport(stack: "a`b\n--- a/x")
    report.review = [ReviewNote(.sizeChanged, of: "``", "</details> @everyone [x](y) \\n")]
    report.locks = ["``x"]
    #expect(
      UpdateMessage().render([report]) == """
        # Update the expected outputs of ``a`b\\n--- a/x``

        ## Stack ``a`b\\n--- a/x``

        - Files: none

        ### Look at this first

        - **``` `` ```**: \\</details\\> \\@everyone \\[x\\](y) \\\\n

        ### What changes

        - Locks: ``` ``x ```

        """)
  }
}
