import Causes
import Diagnostics
import Verification

extension VerificationReport {
  /// A small report with one check of each outcome, causes, differences, notes and sizes.
  static var sample: VerificationReport {
    VerificationReport(
      stack: "small", platform: "linux_x86_64",
      checks: [
        CheckResult(.locks, outcome: .passed, notes: ["3 locks"]),
        CheckResult(
          .build,
          undecided: [
            Diagnostic("fetch.offline", "the wheel is not in the store", at: Place("small.toml", line: 7, column: 3))
          ]),
        CheckResult(
          .contents,
          findings: [
            Finding(
              "contents.changed", "its members differ", layer: "app-x", file: "expected/app-x.mtree",
              differences: [
                ReportedDifference(path: "bin/tool", kind: .changed, field: "mode", expected: "0755", actual: "0644"),
                ReportedDifference(
                  path: "lib/a.py", kind: .changed, field: "content", expected: "sha256:1", actual: "sha256:2",
                  detail: ["@@ -1 +1 @@", "-one", "", "+two"]),
                ReportedDifference(path: "lib/b.py", kind: .missing, expected: "file, 5 bytes"),
              ],
              causes: [
                Cause(
                  id: "umask", confidence: .proven, members: 1, evidence: ["0022 against 0133", "of one member"],
                  fix: "set umask 022")
              ], hint: "if the change is meant, run 'assay update small'")
          ]),
        CheckResult(.export, outcome: .skipped, notes: ["nothing was built"]),
      ],
      warnings: [Diagnostic("spec.old", "the field is old", at: Place("small.toml", line: 2), severity: .warning)],
      notes: ["outputs were exported"],
      review: [ReviewNote(.sizeChanged, of: "app-x", "its archive grew by 50 %, from 100 to 150 bytes")],
      artifacts: [
        ReportedArtifact("app-x", expectedSize: 100, actualSize: 150),
        ReportedArtifact("base", expectedSize: 3000, actualSize: 3000),
        ReportedArtifact("gone", expectedSize: 7, actualSize: nil),
      ])
  }

  /// A failed check with one finding.
  static func failed(_ finding: Finding) -> VerificationReport {
    VerificationReport(
      stack: "small", platform: "linux_x86_64", checks: [CheckResult(.contents, findings: [finding])], warnings: [],
      notes: [])
  }

  /// A report with text from outside in all places that take any.
  static func hostile(_ text: String) -> VerificationReport {
    let difference = ReportedDifference(
      path: text, kind: .changed, field: text, expected: text, actual: text, detail: [text])
    let finding = Finding(
      "contents.changed", text, layer: text, file: text, differences: [difference],
      causes: [Cause(id: "umask", confidence: .likely, members: 1, evidence: [text, text], fix: text)], hint: text)
    return VerificationReport(
      stack: text, platform: "linux_x86_64",
      checks: [
        CheckResult(.contents, findings: [finding], obstacles: [Finding("a.b", text, layer: text)], notes: [text]),
        CheckResult(.archives, outcome: .undecided, notes: [text]),
        CheckResult(.export, outcome: .skipped, notes: [text]),
      ],
      // A message may have several lines; names in it are escaped by whoever builds it.
      warnings: [Diagnostic("spec.old", escaped(text), at: Place(text), hint: escaped(text), severity: .warning)],
      notes: [text],
      review: [ReviewNote(.sizeChanged, of: text, text)],
      artifacts: [ReportedArtifact(text, expectedSize: 1, actualSize: 2)])
  }

  /// Text that would do something in a page, a table, a log or a reader's eye if it were taken as it stands.
  static let hostileTexts = [
    "</script><script>alert(1)</script>", "</pre></details><img src=x onerror=alert(3)>", "a | b | c", "`code` ```",
    "::error::gone", "%0A::error::gone", "one\n::error::two", "one\r\n\n# two", "\u{1B}[2J\u{9B}2J", "\u{202E}gpj.exe",
    "null\u{0}\u{FFFE}\u{FFFF}", "]]>&amp;<!--", "\" onmouseover=\"alert(4)", "![x](https://example.org/x.png)",
    "@owner/team #1 $x$", "www.example.org", "zero\u{200B}width", "\\| \\\\",
  ]
}
