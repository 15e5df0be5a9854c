import CanonicalJSON
import TestSupport
import Testing

/// `assay show` of projects of elements.
@Suite(.temporaryFolder, .needs("bwrap"), .needs("ldd"))
struct ShowElementsTests {
  @Test func beforeABuildThingsWait() async throws {
    let elements = try ElementFolder()
    try elements.writeStory()
    let outcome = try await elements.assay("show", ".", "pkg.bst")
    #expect(
      outcome.text == """
           buildable <key> base.bst
             waiting <key> lib.bst
             waiting <key> lib-test.bst
             waiting <key> pkg.bst

        """)
    #expect(outcome.exitCode == 0)
    #expect(try await elements.assay("show", ".", "pkg.bst", "--deps", "none").text == "     waiting <key> pkg.bst\n")
  }

  @Test func afterAFailedTestItsRequirerIsBlocked() async throws {
    let elements = try ElementFolder()
    try elements.writeStory(testing: "exit 1")
    _ = try await elements.assay("build", ".", "pkg.bst")
    #expect(
      try await elements.assay("show", ".", "pkg.bst").text == """
              cached <key> base.bst
              cached <key> lib.bst
              failed <key> lib-test.bst
             blocked <key> pkg.bst: tested(lib.bst) by lib-test.bst

        """)
    let json = try await elements.assay("show", ".", "pkg.bst", "--deps", "none", "--json")
    #expect(
      json.text.replacing(/"<key>"/, with: "0") == """
        {
          "elements": [
            {
              "blocked": "tested(lib.bst) by lib-test.bst",
              "build_dependencies": [
                "base.bst",
                "lib.bst"
              ],
              "conditions": [
                {
                  "condition": "tested",
                  "provider": "lib-test.bst",
                  "subject": "lib.bst"
                }
              ],
              "description": "",
              "key": 0,
              "kind": "manual",
              "name": "pkg.bst",
              "payload_key": 0,
              "runtime_dependencies": [],
              "state": "blocked"
            }
          ],
          "project": "sample",
          "schema": "assay.elements/1"
        }

        """)
  }

  @Test func aFormatSaysWhatItIsAskedFor() async throws {
    let elements = try ElementFolder()
    try elements.writeStory()
    let outcome = try await elements.assay(
      "show", ".", "pkg.bst", "--deps", "none", "--format", "%{name:.<10}|%{kind:>8}|%{state}\n%{deps}\n%{conditions}")
    #expect(
      outcome.standardOutput == """
        pkg.bst...|  manual|waiting
        - base.bst
        - lib.bst
        - tested(lib.bst) by lib-test.bst

        """)
    let wrong = try await elements.assay("show", ".", "--format", "%{nmae}")
    #expect(
      wrong.standardError.contains("there is no symbol '%{nmae}'; did you mean 'name'?"), "\(wrong.standardError)")
    #expect(wrong.exitCode == 64)
  }
}
