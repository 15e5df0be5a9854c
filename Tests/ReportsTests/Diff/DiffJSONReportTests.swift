import CanonicalJSON
import Comparison
import Diagnostics
import Reports
import Testing
import Verification

/// The schema `assay.diff/1`, as other programs read it.
struct DiffJSONReportTests {
  @Test func holdsAllThatDiffers() {
    var report = diffReport(
      SampleArtifact(
        members: [
          file("a", "1\n"), file(bytes: [0x62, 0xFF], content: []), archive("in.tar", [file("x", mode: 0o600)]),
        ],
        container: [.gzipModified: 1]),
      SampleArtifact(
        members: [file("a", "2\n"), archive("in.tar", [file("x", mode: 0o755)])], container: [.gzipModified: 2]),
      contents: [Array("1\n".utf8), Array("2\n".utf8)])
    report.right.sha256 = nil
    report.ignored = [IgnoredDifferences(rule: "mtime", members: 7)]
    report.warnings = [Diagnostic("archive.duplicate", "'a' stands twice", at: Place("new.tar.gz"))]
    report.obstacles = [Diagnostic("archive.limit", "too deep", hint: "raise '--depth'")]
    #expect(
      DiffJSONReport().render(report) == """
        {
          "causes": [
            {
              "confidence": "proven",
              "evidence": [
                "gzip.mtime: 1970-01-01T00:00:01Z expected, 1970-01-01T00:00:02Z actual"
              ],
              "fix": "'gzip -n', 'tar \\u2026 | gzip -n', 'pigz -n'; Python 'GzipFile(mtime=0)'",
              "id": "gzip-mtime",
              "members": 0
            },
            {
              "confidence": "possible",
              "evidence": [
                "missing: 'b\\\\xff'"
              ],
              "fix": "build from a clean tree ('git clean -fdx'), set PYTHONDONTWRITEBYTECODE=1, and archive from an explicit list",
              "id": "extra-members",
              "members": 1
            },
            {
              "confidence": "possible",
              "evidence": [
                "'a': 2 bytes on both sides"
              ],
              "fix": "if a source was edited on purpose, run 'assay update' and commit; else look at the content of these members",
              "id": "content-change",
              "members": 1
            }
          ],
          "differences": [
            {
              "content": {
                "format": "text",
                "left": {
                  "sha256": "4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865",
                  "size": 2
                },
                "lines": [
                  "--- expected",
                  "+++ actual",
                  "@@ -1,1 +1,1 @@",
                  "-1",
                  "+2"
                ],
                "right": {
                  "sha256": "53c234e5e8472b6ac51c1ae1cab3fe06fad053beb8ebfd8977b010655bfdd3c3",
                  "size": 2
                }
              },
              "fields": [
                {
                  "left": "sha256:4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865",
                  "name": "content",
                  "right": "sha256:53c234e5e8472b6ac51c1ae1cab3fe06fad053beb8ebfd8977b010655bfdd3c3"
                }
              ],
              "kind": "changed",
              "path": "a"
            },
            {
              "fields": [],
              "kind": "missing",
              "path": "b\\\\xff",
              "pathBytes": "Yv8="
            },
            {
              "children": [
                {
                  "fields": [
                    {
                      "left": "0600",
                      "name": "mode",
                      "right": "0755"
                    }
                  ],
                  "kind": "changed",
                  "path": "x"
                }
              ],
              "fields": [
                {
                  "left": "sha256:f7f7b5e496bdec1f29084fccf2fab399fc2f241a40c2e34fd034b613f84eca28",
                  "name": "content",
                  "right": "sha256:c92316f47289e4cdb93049b5bbae60a22befca0556cff230489b90e7842d9ec6"
                }
              ],
              "kind": "changed",
              "path": "in.tar"
            }
          ],
          "fields": [
            {
              "left": 1,
              "name": "gzip.mtime",
              "right": 2
            }
          ],
          "ignored": [
            {
              "containers": 0,
              "members": 7,
              "rule": "mtime"
            }
          ],
          "left": {
            "format": "tar.gz",
            "name": "old.tar.gz",
            "sha256": "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",
            "size": 1000
          },
          "limits": [
            {
              "code": "archive.limit",
              "hint": "raise '--depth'",
              "message": "too deep"
            }
          ],
          "right": {
            "format": "tar.gz",
            "name": "new.tar.gz",
            "size": 1001
          },
          "schema": "assay.diff/1",
          "summary": {
            "changed": 2,
            "extra": 0,
            "fields": 1,
            "leftMembers": 3,
            "missing": 1,
            "moved": 0,
            "rightMembers": 2,
            "uncomparedFields": []
          },
          "unexplained": {
            "changed": 2,
            "extra": 0,
            "fields": 0,
            "missing": 1,
            "moved": 0
          },
          "verdict": "different",
          "warnings": [
            {
              "code": "archive.duplicate",
              "message": "'a' stands twice",
              "place": "new.tar.gz"
            }
          ]
        }

        """)
  }

  @Test func nothingIsLeftOutOfAnEqualReport() {
    let report = diffReport([file("a")], [file("a")])
    #expect(
      DiffJSONReport().render(report) == """
        {
          "causes": [],
          "differences": [],
          "fields": [],
          "ignored": [],
          "left": {
            "format": "tar.gz",
            "name": "old.tar.gz",
            "sha256": "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",
            "size": 1000
          },
          "limits": [],
          "right": {
            "format": "tar.gz",
            "name": "new.tar.gz",
            "sha256": "b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2",
            "size": 1001
          },
          "schema": "assay.diff/1",
          "summary": {
            "changed": 0,
            "extra": 0,
            "fields": 0,
            "leftMembers": 1,
            "missing": 0,
            "moved": 0,
            "rightMembers": 1,
            "uncomparedFields": []
          },
          "unexplained": {
            "changed": 0,
            "extra": 0,
            "fields": 0,
            "missing": 0,
            "moved": 0
          },
          "verdict": "equal",
          "warnings": []
        }

        """)
  }

  @Test func piecesAreTheWholeText() {
    let report = diffReport([], (1...50).map { file("file-\($0)") })
    var (pieces, longest) = ([UInt8](), 0)
    DiffJSONReport().write(report) { piece in
      pieces += piece
      longest = max(longest, piece.count)
    }
    #expect(String(decoding: pieces, as: UTF8.self) == DiffJSONReport().render(report))
    #expect(longest * 8 < pieces.count)
  }

  @Test func textIsCanonical() throws {
    let text = DiffJSONReport().render(diffReport([file("a")], [file("b\u{7F}")]))
    #expect(try JSONValue(parsing: Array(text.utf8), file: "report").text == text)
  }
}
