import TestSupport
import Testing

/// `assay build` and `assay test` of projects of elements.
@Suite(.temporaryFolder, .needs("bwrap"), .needs("ldd"))
struct BuildElementsTests {
  @Test func saysWhatBecomesOfEachElement() async throws {
    let elements = try ElementFolder()
    try elements.writeStory()
    let first = try await elements.assay("build", ".", "pkg.bst")
    #expect(
      first.standardOutput == """
        built      base.bst
        built      lib.bst
        built      lib-test.bst
        built      pkg.bst
        total: 4 built

        """)
    #expect(first.standardError == "")
    #expect(first.exitCode == 0)
    let second = try await elements.assay("build", ".", "pkg.bst")
    #expect(second.standardOutput == "cached     pkg.bst\ntotal: 1 cached\n")
    #expect(second.exitCode == 0)
  }

  @Test func aChangedTestRunsAndItsRequirersAreAliased() async throws {
    let elements = try ElementFolder()
    try elements.writeStory()
    _ = try await elements.assay("build", ".", "pkg.bst")
    try elements.writeStory(testing: "echo better")
    let outcome = try await elements.assay("build", ".", "pkg.bst")
    #expect(
      outcome.standardOutput == """
        built      lib-test.bst
        aliased    pkg.bst
        total: 1 built, 1 aliased, 2 cached

        """)
  }

  @Test func aFailureShowsItsLogAndWhoItBlocks() async throws {
    let elements = try ElementFolder()
    try elements.writeStory(testing: "echo said; exit 3")
    let outcome = try await elements.assay("build", ".", "--on-error", "continue")
    #expect(
      outcome.standardOutput == """
        built      base.bst
        built      lib.bst
        failed     lib-test.bst: command 1 of 1 ended with 3: echo said; exit 3
            + echo said; exit 3
            said
            command 1 of 1 ended with 3
          the whole log: assay artifact log . lib-test.bst
        blocked    pkg.bst: tested(lib.bst) by lib-test.bst
        total: 2 built, 1 failed, 1 blocked

        """)
    #expect(outcome.exitCode == 1)
    let log = try await elements.assay("artifact", "log", ".", "lib-test.bst")
    #expect(log.standardOutput == "+ echo said; exit 3\nsaid\n\ncommand 1 of 1 ended with 3\n")
  }

  @Test func aFailureIsToldAgainUntilItIsRetried() async throws {
    let elements = try ElementFolder()
    try elements.writeStory(testing: "exit 3")
    _ = try await elements.assay("build", ".")
    let again = try await elements.assay("build", ".", "lib-test.bst")
    #expect(
      again.standardOutput.contains("\n  as in an earlier build; run it again: assay build . --retry-failed\n"),
      "\(again.standardOutput)")
    #expect(again.standardOutput.hasSuffix("total: 1 failed\n"))
    #expect(again.exitCode == 1)
    let retried = try await elements.assay("build", ".", "lib-test.bst", "--retry-failed")
    #expect(!retried.standardOutput.contains("earlier build"))
    #expect(retried.exitCode == 1)
  }

  @Test func testsAreTheProvidersOfACondition() async throws {
    let elements = try ElementFolder()
    try elements.writeStory()
    let outcome = try await elements.assay("test", ".", "lib.bst", "--junit", "tests.xml")
    #expect(
      outcome.standardOutput == """
        built      base.bst
        built      lib.bst
        passed     lib-test.bst
        total: 1 passed, 2 built

        """)
    #expect(outcome.exitCode == 0)
    #expect(
      try elements.project.read("tests.xml") == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="assay" tests="1" failures="0" errors="0">
        <testsuite name="." tests="1" failures="0" errors="0" skipped="0">
        <testcase classname="." name="lib-test.bst">
        <system-out>
        + echo fine
        fine
        </system-out>
        </testcase>
        </testsuite>
        </testsuites>

        """)
    #expect(
      try await elements.assay("test", ".").standardOutput == "passed     lib-test.bst (cached)\ntotal: 1 passed\n")
    #expect(try await elements.assay("test", ".", "base.bst").standardOutput == "total: nothing to do\n")
    let wrong = try await elements.assay("test", ".", "--condition", "testd")
    #expect(
      wrong.standardError == """
        error: nothing that was asked for has a test for the condition 'testd' [element.condition-unprovided]
        hint: did you mean 'tested'?

        """)
    #expect(wrong.exitCode == 2)
  }

  @Test func withoutASandboxNothingIsDecided() async throws {
    let elements = try ElementFolder()
    try elements.writeStory()
    let outcome = try await elements.assay("build", ".", "lib.bst", variables: ["PATH": "/nowhere"])
    #expect(
      outcome.standardError == """
        error: 'bwrap' is not on PATH; commands are run in its sandbox [sandbox.missing]
        hint: install the package 'bubblewrap'

        """)
    #expect(outcome.standardOutput == "built      base.bst\nundecided  lib.bst\ntotal: 1 built, 1 undecided\n")
    #expect(outcome.exitCode == 2)
  }

  @Test func aBrokenProjectIsUndecidedAndWrongUsageIsNot() async throws {
    let elements = try ElementFolder()
    try elements.project.write("kind: manual\nbuild-depends:\n- missing.bst\n", to: "elements/lib.bst")
    let broken = try await elements.assay("build", ".")
    #expect(broken.standardError.hasPrefix("elements/lib.bst:3:3: error: "), "\(broken.standardError)")
    #expect(broken.exitCode == 2)
    let usage = try await elements.assay("build", ".", "--publish")
    #expect(usage.standardError.contains("--publish, --json and --show are for layers"))
    #expect(usage.exitCode == 64)
    #expect(try await elements.assay("build", ".", "--jobs", "0").exitCode == 64)
    #expect(try await elements.assay("build", ".", "nothing/*").exitCode == 2)
  }
}
