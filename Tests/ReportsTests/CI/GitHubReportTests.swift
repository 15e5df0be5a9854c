import Diagnostics
import Reports
import Testing
import Verification

/// Annotations, which GitHub reads from the log of a job.
struct GitHubReportTests {
  @Test func eachFindingIsACommand() {
    #expect(
      GitHubReport().render(.sample)
        == """
        ::error file=expected/app-x.mtree,title=assay contents (stack 'small' for linux_x86_64)::layer 'app-x': its members differ [contents.changed]%0Acause: umask (proven, 1 member): 0022 against 0133%0A  of one member%0Afix: set umask 022%0A~ bin/tool: mode: expected 0755, actual 0644%0A~ lib/a.py: content: expected sha256:1, actual sha256:2%0A  @@ -1 +1 @@%0A  -one%0A  %0A  +two%0A- lib/b.py (file, 5 bytes)%0Ahint: if the change is meant, run 'assay update small'
        ::warning file=small.toml,line=7,col=3,title=assay build (stack 'small' for linux_x86_64)::the wheel is not in the store [fetch.offline]
        ::warning file=small.toml,line=2,title=assay (stack 'small' for linux_x86_64)::the field is old [spec.old]
        ::notice title=worth a second look::app-x: its archive grew by 50 %25, from 100 to 150 bytes [review.size-changed]

        """)
  }

  @Test(arguments: VerificationReport.hostileTexts) func textNeverBecomesACommand(text: String) {
    let lines = GitHubReport().render(.hostile(text)).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.map { $0.prefix(9) } == ["::error f", "::warning", "::warning", "::warning", "::notice ", ""])
    // A property ends at a comma, all of them at two colons.
    let properties = lines[0].dropFirst(8).prefix { $0 != ":" }.split(separator: ",")
    #expect(properties.map { $0.prefix(6) } == ["file=" + properties[0].dropFirst(5).prefix(1), "title="])
    #expect(lines.joined().unicodeScalars.allSatisfy { $0.value >= 0x20 })
  }

  @Test func percentSignsAndNewLinesAreEscaped() {
    let finding = Finding("a.one", "50 % off", file: "a,b:c%.mtree", hint: "do this")
    #expect(
      GitHubReport().render(.failed(finding)) == """
        ::error file=a%2Cb%3Ac%25.mtree,title=assay contents (stack 'small' for linux_x86_64)::50 %25 off [a.one]%0A\
        hint: do this

        """)
  }

  @Test func asManyAsGitHubShowsAndTheRestIsCounted() {
    var report = VerificationReport.failed(Finding("a.one", "number 1"))
    report.checks[0].findings += (2...12).map { Finding("a.one", "number \($0)") }
    let lines = GitHubReport().render(report).split(separator: "\n")
    #expect(lines.count == 10)
    #expect(lines[8].hasSuffix("::number 9 [a.one]"))
    #expect(lines[9] == "::error title=assay::3 more errors left out; --report json=FILE lists all")
  }

  @Test func oneReasonForSeveralChecksIsToldOnce() {
    let problem = Diagnostic("a.one", "no tool")
    let checks = [CheckResult(.locks, undecided: [problem]), CheckResult(.build, undecided: [problem])]
    let report = VerificationReport(
      stack: "small", platform: "linux_x86_64", checks: checks, warnings: [], notes: [])
    #expect(
      GitHubReport().render(report) == """
        ::warning title=assay locks (stack 'small' for linux_x86_64)::no tool [a.one]

        """)
  }

  @Test func aPathOfTheMachineIsLeftOut() {
    #expect(!GitHubReport().render(.failed(Finding("a.one", "differs", file: "/home/a.mtree"))).contains("file="))
  }
}
