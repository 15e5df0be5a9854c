import CanonicalJSON
import Reports
import Testing
import Verification

/// The SARIF report: what code scanning shows.
struct SarifReportTests {
  @Test func findingsCausesAndReviewNotesAreResults() {
    #expect(
      SarifReport().render(.sample)
        == #"""
        {
          "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
          "runs": [
            {
              "automationDetails": {
                "id": "assay/small/linux_x86_64/"
              },
              "columnKind": "unicodeCodePoints",
              "invocations": [
                {
                  "executionSuccessful": false,
                  "exitCode": 1
                }
              ],
              "originalUriBaseIds": {
                "ROOT": {
                  "description": {
                    "text": "the folder that assay was started in"
                  }
                }
              },
              "results": [
                {
                  "level": "warning",
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "small.toml",
                          "uriBaseId": "ROOT"
                        },
                        "region": {
                          "startColumn": 3,
                          "startLine": 7
                        }
                      }
                    }
                  ],
                  "message": {
                    "text": "the wheel is not in the store [fetch.offline]"
                  },
                  "partialFingerprints": {
                    "assayFinding/v1": "306693e2520f5df63f6d3e495b318a536b1e99e47734347e3ed038a091944c55"
                  },
                  "ruleId": "build",
                  "ruleIndex": 0
                },
                {
                  "level": "error",
                  "locations": [
                    {
                      "logicalLocations": [
                        {
                          "kind": "module",
                          "name": "app-x"
                        }
                      ],
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "expected/app-x.mtree",
                          "uriBaseId": "ROOT"
                        }
                      }
                    }
                  ],
                  "message": {
                    "text": "layer 'app-x': its members differ [contents.changed]\n~ bin/tool: mode: expected 0755, actual 0644\n~ lib/a.py: content: expected sha256:1, actual sha256:2\n  @@ -1 +1 @@\n  -one\n  \n  +two\n- lib/b.py (file, 5 bytes)\nhint: if the change is meant, run 'assay update small'"
                  },
                  "partialFingerprints": {
                    "assayFinding/v1": "2e39d647dd255e7a964154de63b05f804c064d7fb24b6b1c6dfebe03efb0f1ce"
                  },
                  "ruleId": "contents",
                  "ruleIndex": 1
                },
                {
                  "level": "note",
                  "locations": [
                    {
                      "logicalLocations": [
                        {
                          "kind": "module",
                          "name": "app-x"
                        }
                      ],
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "expected/app-x.mtree",
                          "uriBaseId": "ROOT"
                        }
                      }
                    }
                  ],
                  "message": {
                    "text": "layer 'app-x': its members differ [contents.changed]\ncause: umask (proven, 1 member): 0022 against 0133\n  of one member\nfix: set umask 022"
                  },
                  "partialFingerprints": {
                    "assayFinding/v1": "096f2275062cf77cd8d7121fd9f966fbbb4f2c7240b09e2ca99ba0753971f4bc"
                  },
                  "ruleId": "umask",
                  "ruleIndex": 2
                },
                {
                  "level": "note",
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "assay.toml",
                          "uriBaseId": "ROOT"
                        }
                      }
                    }
                  ],
                  "message": {
                    "text": "app-x: its archive grew by 50 %, from 100 to 150 bytes [review.size-changed]"
                  },
                  "partialFingerprints": {
                    "assayFinding/v1": "2c442248dcad3f055b32dbb0f09b49ea62f5a8edebf3eeeef510c4f0c78ad05e"
                  },
                  "ruleId": "review.size-changed",
                  "ruleIndex": 3
                }
              ],
              "tool": {
                "driver": {
                  "name": "assay",
                  "rules": [
                    {
                      "defaultConfiguration": {
                        "level": "error"
                      },
                      "help": {
                        "markdown": "Fails when this does not hold: everything builds from what is committed, without a network unless it asks for one.",
                        "text": "Fails when this does not hold: everything builds from what is committed, without a network unless it asks for one."
                      },
                      "id": "build",
                      "shortDescription": {
                        "text": "everything builds from what is committed, without a network unless it asks for one"
                      }
                    },
                    {
                      "defaultConfiguration": {
                        "level": "error"
                      },
                      "help": {
                        "markdown": "Fails when this does not hold: every archive holds the expected members.",
                        "text": "Fails when this does not hold: every archive holds the expected members."
                      },
                      "id": "contents",
                      "shortDescription": {
                        "text": "every archive holds the expected members"
                      }
                    },
                    {
                      "defaultConfiguration": {
                        "level": "note"
                      },
                      "help": {
                        "markdown": "the two sides were built under different umasks\n\n**How it is proven:** the bits that either umask takes away are cleared in all modes\n\n**What can fool it:** modes that were changed on purpose, where no single umask fits all\n\n**Fix:** set 'umask 022' in the build, install with '-m', or archive with '--mode=go=rX,u+rw,a-s'",
                        "text": "umask: the two sides were built under different umasks\n\nhow it is proven: the bits that either umask takes away are cleared in all modes\n\nwhat can fool it: modes that were changed on purpose, where no single umask fits\n  all\n\nfix: set 'umask 022' in the build, install with '-m', or archive with\n  '--mode=go=rX,u+rw,a-s'\n"
                      },
                      "id": "umask",
                      "shortDescription": {
                        "text": "the two sides were built under different umasks"
                      }
                    },
                    {
                      "defaultConfiguration": {
                        "level": "note"
                      },
                      "help": {
                        "markdown": "Deserves a second look before it is accepted: the size of an artifact changed a lot.",
                        "text": "Deserves a second look before it is accepted: the size of an artifact changed a lot."
                      },
                      "id": "review.size-changed",
                      "shortDescription": {
                        "text": "the size of an artifact changed a lot"
                      }
                    }
                  ]
                }
              }
            }
          ],
          "version": "2.1.0"
        }

        """#)
  }

  private func results(_ report: VerificationReport) throws -> [JSONValue] {
    let json = try JSONValue(parsing: Array(SarifReport().render(report).utf8), file: "report")
    return json["runs"]?.arrayValue?.first?["results"]?.arrayValue ?? []
  }

  private func fingerprint(_ finding: Finding) throws -> JSONValue? {
    try results(.failed(finding)).first?["partialFingerprints"]
  }

  @Test func fingerprintStaysWhileTheProblemIsTheSame() throws {
    let first = try fingerprint(Finding("a.one", "5 members differ", layer: "app-a", file: "a.mtree"))
    let difference = ReportedDifference(path: "x", kind: .extra)
    #expect(
      try first
        == fingerprint(
          Finding("a.one", "6 members differ", layer: "app-a", file: "a.mtree", differences: [difference])))
    #expect(try first != fingerprint(Finding("a.one", "5 members differ", layer: "app-b", file: "a.mtree")))
    #expect(try first != fingerprint(Finding("a.two", "5 members differ", layer: "app-a", file: "a.mtree")))
  }

  @Test func twoResultsOfOneKindKeepTheirOwnFingerprints() throws {
    let finding = Finding("a.one", "first", layer: "app-a")
    var report = VerificationReport.failed(finding)
    report.checks[0].findings.append(Finding("a.one", "second", layer: "app-a"))
    #expect(Set(try results(report).compactMap { $0["partialFingerprints"] }).count == 2)
  }

  @Test func placesAreRelativeReferences() throws {
    func uri(_ file: String) throws -> JSONValue? {
      try results(.failed(Finding("a.one", "differs", file: file))).first?["locations"]?.arrayValue?.first?[
        "physicalLocation"]?["artifactLocation"]?["uri"]
    }
    #expect(try uri("expected/a b%.mtree") == "expected/a%20b%25.mtree")
    #expect(try uri("javascript:x") == "javascript%3Ax")
    // A path of the machine is left out for the file that names the stack.
    #expect(try uri("/home/user/a.mtree") == "assay.toml")
  }

  @Test func textFromOutsideIsNoLink() throws {
    let message = try results(.failed(Finding("a.one", "see [here](https://example.org)"))).first?["message"]
    #expect(message == ["text": "see [here] (https://example.org) [a.one]"])
  }

  @Test func aFailedCheckWithoutFindingsIsAResult() throws {
    let check = CheckResult(.archives, outcome: .undecided, notes: ["not built: 'app-a'"])
    let report = VerificationReport(
      stack: "small", platform: "linux_x86_64", checks: [check], warnings: [], notes: [])
    #expect(try results(report).first?["message"] == ["text": "undecided: not built: 'app-a' [archives]"])
    #expect(try results(report).first?["level"] == "warning")
  }
}
