import Reports
import Testing
import Verification

/// The Markdown report: what a job's summary and a comment show.
struct MarkdownReportTests {
  @Test func findingsAreFoldedBelowTheTable() {
    #expect(
      MarkdownReport().render(.sample)
        == """
        ## Assay: failed

        stack 'small' for linux_x86_64: contents

        ### Worth a second look

        - **review.size-changed** app-x: its archive grew by 50 %, from 100 to 150 bytes

        | check | outcome | findings | |
        | --- | --- | ---: | --- |
        | locks | passed |  | 3 locks |
        | build | **undecided** | 1 | everything builds from what is committed, without a network unless it asks for one |
        | contents | **failed** | 1 | every archive holds the expected members |
        | export | skipped |  | nothing was built |

        ### Warnings

        - <code>small.toml:2: warning: the field is old \\[spec.old\\]</code>

        ### Notes

        - <code>outputs were exported</code>

        ### Findings

        <details open="open"><summary><strong>build</strong> undecided: <code>small.toml:7:3: the wheel is not in the store [fetch.offline]</code></summary></details>

        <details open="open"><summary><strong>contents</strong> failed: <code>expected/app-x.mtree: layer &#39;app-x&#39;: its members differ [contents.changed]</code></summary><pre>cause: umask (proven, 1 member): 0022 against 0133
          of one member
        fix: set umask 022
        ~ bin/tool: mode: expected 0755, actual 0644
        ~ lib/a.py: content: expected sha256:1, actual sha256:2
          @@ -1 +1 @@
          -one
        <span> </span>
          +two
        - lib/b.py (file, 5 bytes)
        hint: if the change is meant, run &#39;assay update small&#39;</pre>
        </details>

        """)
  }

  @Test(arguments: VerificationReport.hostileTexts) func textStaysWhereItIs(text: String) {
    let (plain, hostile) = (outline(.hostile("harmless")), outline(.hostile(text)))
    #expect(hostile == plain)
  }

  /// What a reader of Markdown sees in each line: the cells of a row, the elements, the beginning.
  private func outline(_ report: VerificationReport) -> [String] {
    // Long values stand in lines of their own inside `pre`.
    let text = MarkdownReport().render(report).replacing(/<pre>[^<]*<\/pre>/, with: "<pre></pre>")
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let line = line.replacing(/\\[!-\/:-@\[-`{-~]/, with: "").replacing(/<\/?span>/, with: "")
      let elements = line.matches(of: /<[^>]*>/).map { String($0.0) }
      return "\(line.prefix(2)) \(line.count { $0 == "|" && line.hasPrefix("|") }) \(elements)"
    }
  }

  @Test func mentionsReferencesAndLinksAreText() {
    var report = VerificationReport.failed(Finding("a.one", "differs"))
    report.review = [ReviewNote(.packageAdded, of: "@types/node", "#1 at https://www.example.org is *new*_")]
    #expect(
      MarkdownReport().render(report).contains(
        "- **review.package-added** <span>@</span>types/node: "
          + "<span>#</span>1 at https\\://www\\.example.org is \\*new\\*\\_\n"))
  }

  @Test func sizeIsCappedAndTheCutIsCounted() {
    let differences = (1...100).map { ReportedDifference(path: "member-\($0)", kind: .extra) }
    var report = VerificationReport.failed(Finding("a.one", "number 1", differences: differences))
    report.checks[0].findings += (2...50).map { Finding("a.one", "number \($0)", differences: differences) }
    let text = MarkdownReport(limit: 8000).render(report)
    #expect(text.utf8.count <= 8000)
    #expect(text.contains("<code>number 1 [a.one]</code>"))
    let shown = text.matches(of: /<details/).count
    #expect(shown > 3)
    #expect(text.hasSuffix("\n\n\(50 - shown) more findings left out; --report json=FILE lists all\n"))
  }

  @Test func aFindingThatIsTooLongLosesDifferencesFirst() {
    let differences = (1...100).map { ReportedDifference(path: "member-\($0)", kind: .extra) }
    let report = VerificationReport.failed(Finding("a.one", "long", differences: differences))
    #expect(
      MarkdownReport(limit: 4000).render(report).contains("… and 50 more differences; --report json=FILE lists all"))
    #expect(
      MarkdownReport(limit: 1000).render(report).contains("… and 95 more differences; --report json=FILE lists all"))
  }

  @Test func aFloodOfNotesLeavesRoomForFindings() {
    var report = VerificationReport.failed(Finding("a.one", "differs"))
    report.review = (1...1000).map { ReviewNote(.packageAdded, of: "package-\($0)", "a package appeared") }
    let text = MarkdownReport(limit: 8000).render(report)
    #expect(text.utf8.count <= 8000)
    #expect(text.contains("more notes left out; --report json=FILE lists all\n"))
    #expect(text.contains("<code>differs [a.one]</code>"))
  }
}
