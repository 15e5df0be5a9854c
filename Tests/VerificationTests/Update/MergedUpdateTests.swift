import Diagnostics
import Store
import SystemPackage
import TestSupport
import Testing
import Verification

/// Updates that are put together from the exports of several machines.
@Suite(.temporaryFolder)
struct MergedUpdateTests {
  private func export(_ made: [String: String], _ platform: String) async throws -> StackExport {
    var stack = try SampleStack(made)
    stack.platformName = platform
    let folder = try await stack.exported(to: platform)
    return try #require(try StackExport(in: folder, of: stack, despiteFailures: false))
  }

  @Test func platformsAreUnitedAndOthersStay() async throws {
    let stack = try SampleStack()
    try stack.commit(["win_amd64/a.json": "old", "linux_x86_64/a.json": "old", "locks/app.lock": "1"])
    let exports = [
      try await export(["linux_x86_64/a.json": "new", "locks/app.lock": "1"], "linux_x86_64"),
      try await export(["macosx_arm64/a.json": "new", "locks/app.lock": "1"], "macosx_arm64"),
    ]
    let plan = try UpdatePlan(merging: exports, into: stack)
    #expect(
      plan.changes.map { $0.file.relative(to: stack.expected) } == ["linux_x86_64/a.json", "macosx_arm64/a.json"])
    try plan.write()
    #expect(stack.committed("linux_x86_64/a.json") == "new")
    #expect(stack.committed("macosx_arm64/a.json") == "new")
    #expect(stack.committed("win_amd64/a.json") == "old")
    #expect(try UpdatePlan(merging: exports, into: stack).isEmpty)
  }

  @Test func twoContentsForOneFileAreRefused() async throws {
    let exports = [
      try await export(["locks/app.lock": "1"], "linux_x86_64"), try await export(["locks/app.lock": "2"], "win_amd64"),
    ]
    let told = await problems { _ = try UpdatePlan(merging: exports, into: SampleStack()) }
    #expect(
      told == """
        error: exports disagree about 'locks/app.lock': 'linux_x86_64' (linux_x86_64) with sha256 6b86b273ff34…; \
        'win_amd64' (win_amd64) with sha256 d4735e3a265e… [update.disagreement]
        hint: export from the same commit with the same tools; 'assay diff' shows how the files differ
        """)
  }

  @Test func goldensThatNoExportHoldsGoAndOtherFilesStay() async throws {
    let stack = try SampleStack()
    try stack.commit([
      "linux_x86_64/contents/a.mtree": "1", "linux_x86_64/contents/gone.mtree": "1",
      "linux_x86_64/contents/README": "1", "linux_x86_64/env_metadata/gone.json": "1",
      "win_amd64/contents/b.mtree": "1",
    ])
    let exports = [try await export(["linux_x86_64/contents/a.mtree": "2"], "linux_x86_64")]
    let plan = try UpdatePlan(merging: exports, into: stack)
    #expect(
      plan.changes.map { "\($0.file.relative(to: stack.expected)) \($0.after == nil)" } == [
        "linux_x86_64/contents/a.mtree false", "linux_x86_64/contents/gone.mtree true",
      ])
  }
}
