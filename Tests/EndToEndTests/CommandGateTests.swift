import TestSupport
import Testing

/// What becomes of the outputs of commands once they are not as expected.
@Suite(.temporaryFolder, .needs("bwrap"), .needs("git"))
struct CommandGateTests {
  @Test func whetherAnOutputCanBeExecutedIsExpectedToo() async throws {
    let project = try await Project.making("mkdir out; cp input out/tool; chmod $(cat mode) out/tool")
    try project.write("644\n", to: "mode")
    _ = try await project.assay("update")
    try project.write("755\n", to: "mode")
    let outcome = try await project.assay("verify")
    #expect(
      outcome.standardOutput.contains(
        "review: out/tool: it can be executed, which it could not before [review.mode-gained]"))
    #expect(outcome.standardOutput.hasSuffix("failed: stack 'made': metadata\n"))
  }

  // Pending changes

  @Test func pendingChangesAreStaleOnceASourceIsEdited() async throws {
    let project = try await Project.making("mkdir out; cp input out/copy")
    _ = try await project.assay("update")
    try project.write("two\n", to: "input")
    _ = try await project.assay("verify")
    // Neither what nobody builds from nor a file that is as it was makes anything stale.
    try project.write("x", to: "ignored")
    try project.write("two\n", to: "input")
    #expect(try await !project.assay("pending").standardOutput.contains("stale"))
    try project.write("three\n", to: "input")
    let outcome = try await project.assay("accept", "outputs.json")
    #expect(
      outcome.standardError == """
        error: the pending change of 'made/outputs.json' is stale: 'input' has changed since it was verified \
        [pending.stale]
        hint: run 'assay verify made' to make it anew, or 'assay reject' to forget it

        """)
    #expect(outcome.exitCode == 2)
    try project.write("two\n", to: "input")
    try project.write("new\n", to: "new")
    #expect(
      try await project.assay("pending").standardOutput.contains(
        "\n  stale: 'new' has changed since it was verified\n"))
    try project.remove("new")
    #expect(try await project.assay("accept", "contents").exitCode == 0)
    #expect(try await project.assay("accept").exitCode == 0)
    #expect(try await project.assay("verify").exitCode == 0)
  }

  @Test func pendingChangesAreStaleOnceAnotherCommitIsSeen() async throws {
    let project = try await Project.making("mkdir out; cp input out/copy", settings: "git = true")
    _ = try await project.assay("update")
    try project.write("two\n", to: "input")
    _ = try await project.assay("verify")
    try await project.git("commit", "--quiet", "--all", "--message", "second")
    #expect(
      try await project.assay("pending").standardOutput.contains(
        "stale: another commit is checked out than was verified\n"))
  }

  @Test func whatIsNotRepeatableIsNeverPending() async throws {
    let project = try await Project.making("mkdir out; cp input out/id")
    _ = try await project.assay("update")
    try project.replace("cp input out/id", with: "cat /proc/sys/kernel/random/uuid > out/id", in: "assay.toml")
    let outcome = try await project.assay("verify")
    #expect(
      outcome.standardError
        == "note: nothing is pending: what was made has failed 'repeatable'; mend that first\n")
    #expect(try await project.assay("pending").standardOutput == "nothing is pending\n")
  }

  // Unused outputs

  @Test func outputsThatNothingMakesAreUnused() async throws {
    let project = try await Project.making("mkdir out; cp input out/copy; cp input out/more")
    _ = try await project.assay("update")
    #expect(try await project.assay("prune", "--check").standardOutput == "nothing is unused\n")
    for file in ["expected/made/contents/old/gone.mtree", "expected/made/contents/out/orphan.mtree"] {
      try project.write("#mtree\n", to: file)
    }
    try project.write(project.read("expected/made/outputs.json"), to: "expected/made/linux_x86_64/outputs.json")
    try project.write(project.read("expected/made/outputs.json"), to: "expected/gone/outputs.json")
    try project.write("#mtree\n", to: "expected/gone/contents/a.mtree")
    try project.write("{\"schema\": \"other\"}", to: "expected/others/outputs.json")
    let check = try await project.assay("prune", "--check")
    #expect(
      check.standardOutput == """
        unused   expected/gone/contents/a.mtree
        unused   expected/gone/outputs.json
        unused   expected/made/contents/old/gone.mtree
        unused   expected/made/contents/out/orphan.mtree
        unused   expected/made/linux_x86_64/outputs.json

        """)
    #expect(check.exitCode == 1)
    #expect(try await project.assay("prune").exitCode == 0)
    #expect(try await project.assay("prune", "--check").standardOutput == "nothing is unused\n")
    #expect(try await project.assay("verify").exitCode == 0)
  }
}
