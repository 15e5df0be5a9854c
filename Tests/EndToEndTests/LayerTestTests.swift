import SystemPackage
import TestSupport
import Testing

/// Tests of layers: run where the layers are deployed, and gating what demands them.
@Suite(.temporaryFolder, .slowTestsEnabled, .tags(.slow), .needs("bwrap"), .needsUv)
struct LayerTestTests {
  private static let test = "fixtures/sample_project/tests/test_table.py"

  @Test func aTestRunsWithPackagesOfItsOwnAndKeepsItsReport() async throws {
    let project = try Project()
    let outcome = try await project.assayWhenFilled("test", "sample", "app-reporter", "--output-dir", "out")
    #expect(outcome.standardOutput == "passed     test-table\n")
    #expect(
      try project.read("out/test-table/report.txt") == """
        holds   figures_stand_in_columns
        holds   styles_come_from_the_package

        """)
    #expect(outcome.exitCode == 0)
    #expect(try await project.assay("test", "sample", "app-notes").standardOutput == "no test to run\n")
  }

  @Test func whatATestNeedsNeverEntersALayer() async throws {
    let project = try Project()
    let built = try await project.assayWhenFilled("export", "sample", "--output-dir", project["out"].string)
    #expect(built.exitCode == 0, "\(built.standardError)")
    #expect(try !snapshot(project["out"]).keys.contains { $0.contains("plainly") })
  }

  @Test func aTestThatFailsBlocksWhoDemandsItAndNobodyElse() async throws {
    let project = try Project()
    try project.replace("· seed  5 kg", with: "something else", in: Self.test)
    let outcome = try await project.assayWhenFilled("build", "sample")
    #expect(
      outcome.standardError == """
        fixtures/sample_project/venvstacks.toml:76:1: error: layer 'app-reporter' is blocked: tested(framework-table) by \
        test 'table', which failed with exit code 1 [condition.blocked]
        hint: see what it says: assay test sample

        """)
    let others = try await project.assay("build", "sample", "--include", "app-ledger", "--include", "framework-*")
    #expect(others.exitCode == 0, "\(others.standardError)")
    let test = try await project.assay("test", "sample")
    #expect(test.standardOutput.hasPrefix("failed     test-table: failed with exit code 1\n"))
    #expect(test.exitCode == 1)
    let verify = try await project.assay("verify", "sample")
    #expect(verify.standardOutput.hasSuffix("failed: stack 'sample' for linux_x86_64: tests\n"))
  }

  @Test func aTestWithoutItsLockIsUndecided() async throws {
    let project = try Project()
    try project.remove("\(Project.locks)/test-table")
    let outcome = try await project.assayWhenFilled("test", "sample")
    #expect(outcome.standardOutput == "undecided  test-table: could not be run\n")
    #expect(outcome.standardError.contains("[lock.missing]"))
    #expect(outcome.exitCode == 2)
  }
}
