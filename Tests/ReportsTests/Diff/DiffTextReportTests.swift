import CanonicalJSON
import Causes
import Comparison
import Diagnostics
import Reports
import Testing
import Verification

/// How the report of a diff reads on a terminal.
struct DiffTextReportTests {
  private func check(
    _ report: DiffReport, limits: DiffReportLimits = .text, reads expected: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let text = DiffTextReport(isColoured: false, limits: limits).render(report)
    #expect(text == expected, sourceLocation: sourceLocation)
  }

  private let sides = """
      expected  'old.tar.gz': tar.gz, 1000 bytes, 1 member, sha256 a1a1a1a1a1a1a1a1…
      actual    'new.tar.gz': tar.gz, 1001 bytes, 1 member, sha256 b2b2b2b2b2b2b2b2…

    """

  @Test func equalSaysWhetherTheBytesAreTheSame() {
    var report = diffReport([file("a")], [file("a")])
    check(report, reads: "equal: every member and field, though the bytes differ\n" + sides)
    report.hasSameBytes = true
    check(report, reads: "equal: the same bytes\n" + sides.replacing(", 1 member", with: ""))
    (report.hasSameBytes, report.right.sha256) = (nil, nil)
    check(
      report,
      reads: "equal: every member and field\n"
        + sides.replacing(", sha256 b2b2b2b2b2b2b2b2…", with: ""))
  }

  @Test func equalAfterIgnoringIsNotWordedAsEqual() {
    var report = diffReport([file("a")], [file("a")])
    report.ignored = [
      IgnoredDifferences(rule: "mtime", members: 3), IgnoredDifferences(rule: "owner", members: 1),
      IgnoredDifferences(rule: "*.log", members: 0),
    ]
    check(
      report,
      reads: "equal after ignoring mtime, owner: every other member and field\n" + sides
        + "  ignored: mtime (3 members), owner (1 member), *.log (0 members)\n")
  }

  @Test func undecidedTellsWhyFirst() {
    var report = diffReport([file("a")], [file("a")])
    report.verdict = .undecided
    report.obstacles = [
      Diagnostic("archive.limit", "more than 2 members", at: Place("new.tar.gz"), hint: "raise '--max-members'")
    ]
    report.warnings = [Diagnostic("archive.duplicate", "'a' stands twice", severity: .warning)]
    check(
      report,
      reads: "undecided: old.tar.gz new.tar.gz: not compared to the end\n"
        + sides.replacing("1 member", with: "1 member read") + """

          not complete
            new.tar.gz: error: more than 2 members [archive.limit]
            hint: raise '--max-members'

          warnings
            warning: 'a' stands twice [archive.duplicate]

          """)
  }

  @Test func manyTimesFitOneScreen() {
    let members = 20_000
    let report = diffReport(
      (0..<members).map { file("usr/share/doc/file-\($0)", modified: 1_000_000) },
      (0..<members).map { file("usr/share/doc/file-\($0)", modified: 2_000_000) })
    let text = DiffTextReport(isColoured: false).render(report)
    #expect(
      text == """
        different: old.tar.gz new.tar.gz: 20000 changed
          expected  'old.tar.gz': tar.gz, 1000 bytes, 20000 members, sha256 a1a1a1a1a1a1a1a1…
          actual    'new.tar.gz': tar.gz, 1001 bytes, 20000 members, sha256 b2b2b2b2b2b2b2b2…

        causes
          proven: mtime-now, 20000 members
            expected: 1970-01-12T13:46:40Z
            actual: 1970-01-24T03:33:20Z
            fix: \(MtimeNow().description.fix)
        unexplained: nothing
        'assay explain mtime-now' says more

        members
          explained  20000 changed in mtime: 'usr/share/doc/file-0', 'usr/share/doc/file-1', 'usr/share/doc/file-2' and 19997 more

        """)
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false).map { ($0.count + 99) / 100 }
    #expect(rows.reduce(0) { $0 + max(1, $1) } <= 24)
  }

  @Test func membersOutsideOfTheCausesAreListedOneByOne() {
    let report = diffReport(
      [
        file("a", modified: 100), file("b", modified: 100), file("c", "one\ntwo\n", modified: 100),
        file("gone", "12345"),
      ],
      [
        file("a", modified: 90_000), file("b", modified: 90_000), file("c", "one\nzwei\n", modified: 90_000),
        file("new", "1"),
      ],
      contents: ["one\ntwo\n", "one\nzwei\n"])
    check(
      report,
      reads: """
        different: old.tar.gz new.tar.gz: 1 missing, 1 extra, 3 changed
          expected  'old.tar.gz': tar.gz, 1000 bytes, 4 members, sha256 a1a1a1a1a1a1a1a1…
          actual    'new.tar.gz': tar.gz, 1001 bytes, 4 members, sha256 b2b2b2b2b2b2b2b2…

        causes
          proven: mtime-now, 3 members
            expected: 1970-01-01T00:01:40Z
            actual: 1970-01-02T01:00:00Z
            1 member of them differs otherwise too
            fix: set SOURCE_DATE_EPOCH; with tar '--mtime=@$SOURCE_DATE_EPOCH --clamp-mtime'; touch files before zipping
          possible: extra-members, 2 members
            missing: 'gone'
            extra: 'new'
            fix: build from a clean tree ('git clean -fdx'), set PYTHONDONTWRITEBYTECODE=1, and archive from an explicit list
          possible: content-change, 1 member
            'c': 8 bytes expected, 9 actual
            fix: if a source was edited on purpose, run 'assay update' and commit; else look at the content of these members
        unexplained: 1 missing, 1 extra, 1 changed
        'assay explain CAUSE' says more

        members
          changed    'c': mtime 1970-01-01T00:01:40Z → 1970-01-02T01:00:00Z, size 8 → 9, content
          missing    'gone': file, 5 bytes
          extra      'new': file, 1 byte
          explained  2 changed in mtime: 'a', 'b'

        details
          'c'
            --- expected
            +++ actual
            @@ -1,2 +1,2 @@
             one
            -two
            +zwei

        """)
  }

  @Test func archivesInsideAreShownUnderTheirPaths() {
    let inner = { (text: String) in
      archive("inner.tar", [file("same"), file("text", text)], container: [.endBytes: text == "a\n" ? 1024 : 512])
    }
    let report = diffReport(
      SampleArtifact(members: [archive("outer.tar", [inner("a\n")])], container: [.gzipName: "a", .gzipModified: 1]),
      SampleArtifact(members: [archive("outer.tar", [inner("b\n")])], container: [.gzipName: .null, .gzipModified: 2]),
      contents: [Array("a\n".utf8), Array("b\n".utf8)])
    check(
      report,
      reads: """
        different: old.tar.gz new.tar.gz: 1 changed, 2 fields of the container
          expected  'old.tar.gz': tar.gz, 1000 bytes, 1 member, sha256 a1a1a1a1a1a1a1a1…
          actual    'new.tar.gz': tar.gz, 1001 bytes, 1 member, sha256 b2b2b2b2b2b2b2b2…

        causes
          proven: tar-blocking, 1 member
            inside 'outer.tar': inside 'inner.tar': tar.end-bytes: 1024 expected, 512 actual
            fix: use the same program and blocking factor ('tar -b 20')
          proven: gzip-mtime
            gzip.mtime: 1970-01-01T00:00:01Z expected, 1970-01-01T00:00:02Z actual
            fix: 'gzip -n', 'tar … | gzip -n', 'pigz -n'; Python 'GzipFile(mtime=0)'
          proven: gzip-name
            gzip.name: 'a' expected, none actual
            fix: 'gzip -n', or compress from standard input
          likely: content-change, 1 member
            inside 'outer.tar': inside 'inner.tar': 'text': 2 bytes on both sides
            fix: if a source was edited on purpose, run 'assay update' and commit; else look at the content of these members
        unexplained: 1 changed
        'assay explain CAUSE' says more

        container
          gzip.mtime  1 → 2
          gzip.name   a → none

        members
          changed    'outer.tar': content (inside: 1 changed)

        details
          'outer.tar' » 'inner.tar'
            container
              tar.end-bytes  1024 → 512
            members
              changed    'text': content
          'outer.tar' » 'inner.tar' » 'text'
            --- expected
            +++ actual
            @@ -1,1 +1,1 @@
            -a
            +b

        """)
  }

  @Test func whatIsCutIsCounted() {
    let report = diffReport(
      (1...4).map { file("file-\($0)", "1\n2\n3\n") }, (1...4).map { file("file-\($0)", "4\n5\n6\n") },
      contents: ["1\n2\n3\n", "4\n5\n6\n"])
    check(
      report, limits: DiffReportLimits(members: 2, lines: 5, bytes: 10_000),
      reads: """
        different: old.tar.gz new.tar.gz: 4 changed
          expected  'old.tar.gz': tar.gz, 1000 bytes, 4 members, sha256 a1a1a1a1a1a1a1a1…
          actual    'new.tar.gz': tar.gz, 1001 bytes, 4 members, sha256 b2b2b2b2b2b2b2b2…

        causes
          likely: content-change, 4 members
            'file-1': 6 bytes on both sides
            'file-2': 6 bytes on both sides
            'file-3': 6 bytes on both sides
            and 1 more
            fix: if a source was edited on purpose, run 'assay update' and commit; else look at the content of these members
        unexplained: 4 changed
        'assay explain content-change' says more

        members
          changed    'file-1': content
          changed    'file-2': content
          … and 2 more members; --report json=FILE lists all

        details
          'file-1'
            --- expected
            +++ actual
            @@ -1,3 +1,3 @@
            -1
            -2
            … and 4 more lines; --report json=FILE lists all
          'file-2'
            --- expected
            +++ actual
            @@ -1,3 +1,3 @@
            -1
            -2
            … and 4 more lines; --report json=FILE lists all

        """)
    let text = DiffTextReport(isColoured: false, limits: .init(members: 9, lines: 9, bytes: 400)).render(report)
    #expect(text.hasSuffix("… the report ends here, at the limit of 400 bytes; --report json=FILE lists all\n"))
    #expect(text.utf8.count < 500)
  }

  @Test func namesAreEscapedOnceAndCut() {
    let long = [UInt8](repeating: UInt8(ascii: "n"), count: 100_000)
    let names: [[UInt8]] = [Array("a\u{1B}[2J\\\n".utf8), [0x66, 0, 0xFF], Array("\u{202E}evil".utf8), long]
    let report = diffReport(
      SampleArtifact(), SampleArtifact(members: names.map { file(bytes: $0, content: []) }),
      names: ("old\u{9B}.tar", "new.tar"))
    let text = DiffTextReport(isColoured: false).render(report)
    #expect(text.hasPrefix("different: old\\u{9b}.tar new.tar: 4 extra\n  expected  'old\\u{9b}.tar': "))
    #expect(
      text.hasSuffix(
        """
        members
          extra      'a\\u{1b}[2J\\\\\\n': file, 0 bytes
          extra      'f\\u{0}\\xff': file, 0 bytes
          extra      '\\u{202e}evil': file, 0 bytes
          extra      '\(String(repeating: "n", count: 200))…' (99800 more bytes)
                       file, 0 bytes

        """))
  }

  @Test func gainedSetuidBitComesFirstAndIsNeverFolded() {
    let report = diffReport(
      [file("a"), file("b"), file("tool", mode: 0o755)],
      [file("a", mode: 0o600), file("b", mode: 0o600), file("tool", mode: 0o4755)])
    let text = DiffTextReport(isColoured: false).render(report)
    #expect(text.contains("\nmembers\n  changed    'tool': mode 0755 → 4755 (gains setuid)\n"))
  }

  @Test func colourOnlyAdds() {
    let report = diffReport([file("a", "1\n")], [file("a", "2\n")], contents: ["1\n", "2\n"])
    let (plain, coloured) = (
      DiffTextReport(isColoured: false).render(report), DiffTextReport(isColoured: true).render(report)
    )
    #expect(coloured.hasPrefix("\u{1B}[31mdifferent\u{1B}[0m: "))
    #expect(coloured.contains("    \u{1B}[31m-1\u{1B}[0m\n"))
    #expect(coloured.replacing(/\u{1B}\[[0-9]+m/, with: "") == plain)
  }
}
