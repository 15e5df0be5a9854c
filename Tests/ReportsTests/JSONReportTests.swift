import Reports
import Testing
import Verification

/// The JSON report, which holds all there is.
struct JSONReportTests {
  @Test func holdsEverything() {
    #expect(
      JSONReport().render(.sample)
        == #"""
        {
          "artifacts": [
            {
              "actual_size": 150,
              "expected_size": 100,
              "name": "app-x"
            },
            {
              "actual_size": 3000,
              "expected_size": 3000,
              "name": "base"
            },
            {
              "expected_size": 7,
              "name": "gone"
            }
          ],
          "checks": [
            {
              "findings": [],
              "id": "locks",
              "meaning": "locking again gives the committed locks",
              "notes": [
                "3 locks"
              ],
              "outcome": "passed"
            },
            {
              "findings": [
                {
                  "causes": [],
                  "code": "fetch.offline",
                  "differences": [],
                  "file": "small.toml:7:3",
                  "message": "the wheel is not in the store"
                }
              ],
              "id": "build",
              "meaning": "everything builds from what is committed, without a network unless it asks for one",
              "notes": [],
              "outcome": "undecided"
            },
            {
              "findings": [
                {
                  "causes": [
                    {
                      "confidence": "proven",
                      "evidence": [
                        "0022 against 0133",
                        "of one member"
                      ],
                      "fix": "set umask 022",
                      "id": "umask",
                      "members": 1
                    }
                  ],
                  "code": "contents.changed",
                  "differences": [
                    {
                      "actual": "0644",
                      "expected": "0755",
                      "field": "mode",
                      "kind": "changed",
                      "path": "bin/tool"
                    },
                    {
                      "actual": "sha256:2",
                      "detail": [
                        "@@ -1 +1 @@",
                        "-one",
                        "",
                        "+two"
                      ],
                      "expected": "sha256:1",
                      "field": "content",
                      "kind": "changed",
                      "path": "lib/a.py"
                    },
                    {
                      "expected": "file, 5 bytes",
                      "kind": "missing",
                      "path": "lib/b.py"
                    }
                  ],
                  "file": "expected/app-x.mtree",
                  "hint": "if the change is meant, run 'assay update small'",
                  "layer": "app-x",
                  "message": "its members differ"
                }
              ],
              "id": "contents",
              "meaning": "every archive holds the expected members",
              "notes": [],
              "outcome": "failed"
            },
            {
              "findings": [],
              "id": "export",
              "meaning": "exported layers install and every launch module runs",
              "notes": [
                "nothing was built"
              ],
              "outcome": "skipped"
            }
          ],
          "notes": [
            "outputs were exported"
          ],
          "platform": "linux_x86_64",
          "review": [
            {
              "message": "its archive grew by 50 %, from 100 to 150 bytes",
              "reason": "review.size-changed",
              "subject": "app-x"
            }
          ],
          "schema": "assay.verify/1",
          "stack": "small",
          "verdict": "failed",
          "warnings": [
            "small.toml:2: warning: the field is old [spec.old]"
          ]
        }

        """#)
  }
}
