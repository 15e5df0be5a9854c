import Diagnostics
import Specs
import Store
import SystemPackage
import TestSupport
import Testing
import Verification

/// What an update would change, and how it is written.
@Suite(.temporaryFolder)
struct UpdatePlanTests {
  @Test func onlyWhatDiffersIsChanged() async throws {
    let stack = try SampleStack(["a": "1", "b": "2", "c": "3"])
    try stack.commit(["a": "1", "b": "old"])
    let plan = try await stack.updatePlan()
    #expect(plan.changes.map { $0.file.lastComponent?.string } == ["b", "c"])
    #expect(plan.changes.map { $0.before == nil } == [false, true])
    #expect(plan.warnings == [])
  }

  @Test func conflictMarkersAreWarnedOf() async throws {
    let stack = try SampleStack(["a": "1\n"])
    try stack.commit(["a": "0\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> other\n"])
    let plan = try await stack.updatePlan()
    #expect(
      plan.warnings == [
        Diagnostic(
          "expected.conflict", "the file holds the markers of a merge conflict, so it counts as missing",
          at: Place(stack.expected.appending("a").string, line: 2), severity: .warning)
      ])
    try plan.write()
    #expect(stack.committed("a") == "1\n")
  }

  @Test func onlyFailedAndUndecidedChecksStopIt() async throws {
    var plan = try await SampleStack(["a": "1"]).updatePlan()
    #expect(plan.failedChecks.isEmpty)
    plan.checks = [
      CheckResult(.build, outcome: .passed), CheckResult(.export, outcome: .skipped),
      CheckResult(.repeatable, outcome: .failed), CheckResult(.conditions, outcome: .undecided),
    ]
    #expect(plan.failedChecks.map(\.id) == [.repeatable, .conditions])
  }

  @Test func reportNamesFilesPlatformsLocksAndArtifacts() async throws {
    let stack = try SampleStack([
      "linux_x86_64/contents/app.mtree": inventory([("app/a", 0o755)]), "locks/app/pylock.app.toml": "2",
      "linux_x86_64/contents/new.mtree": inventory([("new/a", 0o644)]),
    ])
    try stack.commit([
      "linux_x86_64/contents/app.mtree": inventory([("app/a", 0o644)]), "locks/app/pylock.app.toml": "1",
    ])
    let report = UpdateReport(of: try await stack.updatePlan(), for: stack, .init())
    #expect(report.platforms == ["linux_x86_64"])
    #expect(report.files.map(\.change) == [.changed, .added, .changed])
    #expect(report.locks == ["app"])
    #expect(report.artifacts.map(\.name) == ["linux_x86_64/app", "linux_x86_64/new"])
    #expect(report.artifacts.map(\.summary) == ["1 changed", "new, 1 member"])
    #expect(report.review.map(\.reason) == [.modeGained])
  }
}
