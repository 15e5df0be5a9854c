import TestSupport
import Testing

/// Verifying and updating projects of elements.
@Suite(.temporaryFolder, .needs("bwrap"), .needs("ldd"))
struct ElementGateTests {
  /// A project with a stack of two targets, of which `pkg` demands that the library was tested.
  private func elements(isUpdated: Bool = true) async throws -> ElementFolder {
    let elements = try ElementFolder()
    try elements.writeStory()
    try elements.project.write(
      """
      [stacks.parts]
      spec = "project.conf"
      targets = ["lib.bst", "pkg.bst"]
      expected = "expected/parts"
      """, to: "assay.toml")
    if isUpdated { #expect(try await elements.assay("update").exitCode == 0) }
    return elements
  }

  private func change(_ name: String, in elements: ElementFolder) throws {
    try elements.project.replace("echo text", with: "echo other", in: "elements/\(name).bst")
  }

  @Test func updateHoldsBackWhileATestFails() async throws {
    let elements = try await elements()
    try elements.writeStory(testing: "exit 3")
    try change("lib", in: elements)
    let before = try snapshot(elements.project["expected"])
    let held = try await elements.assay("update")
    #expect(held.standardError.contains("[element.failed]"), "\(held.standardError)")
    #expect(held.standardError.contains("pkg.bst"))
    #expect(
      held.standardError.contains("stack 'parts' is not updated; mend this, or pass --despite-failures"),
      "\(held.standardError)")
    #expect(held.exitCode == 1)
    #expect(try snapshot(elements.project["expected"]) == before)
  }

  @Test func whatIsExpectedOfFailedTargetsStays() async throws {
    let elements = try await elements()
    try elements.writeStory(testing: "exit 3")
    try change("lib", in: elements)
    let before = try elements.project.read("expected/parts/contents/pkg.mtree")
    let outcome = try await elements.assay("update", "--despite-failures")
    #expect(outcome.exitCode == 0)
    #expect(try elements.project.read("expected/parts/contents/pkg.mtree") == before)
    #expect(try elements.project.read("expected/parts/outputs.json").contains("\"name\": \"pkg\""))
    #expect(
      try await elements.assay("update", "--despite-failures").standardOutput
        == "nothing to update: the expected outputs of stack 'parts' are up to date\n")
    #expect(try await elements.assay("update").exitCode == 1)
  }

  @Test func pendingChangesAreStaleOnceASourceIsEdited() async throws {
    let elements = try await elements()
    try change("lib", in: elements)
    #expect(try await elements.assay("verify").exitCode == 1)
    #expect(try await !elements.assay("pending").standardOutput.contains("stale"))
    try elements.project.write("more\n", to: "root/more")
    let outcome = try await elements.assay("accept", "outputs.json")
    #expect(
      outcome.standardError == """
        error: the pending change of 'parts/outputs.json' is stale: element 'base.bst' or a source of it has changed \
        since it was verified [pending.stale]
        hint: run 'assay verify parts' to make it anew, or 'assay reject' to forget it

        """)
    #expect(outcome.exitCode == 2)
    try elements.project.remove("root/more")
    #expect(try await elements.assay("accept", "contents").exitCode == 0)
    #expect(try await elements.assay("accept").exitCode == 0)
    #expect(try await elements.assay("verify").exitCode == 0)
  }

  @Test func nothingIsPendingWhileATestFails() async throws {
    let elements = try await elements()
    try elements.writeStory(testing: "exit 3")
    try change("lib", in: elements)
    let outcome = try await elements.assay("verify")
    #expect(
      outcome.standardError.contains(
        "note: nothing is pending: what was made has failed 'build', 'conditions'; mend that first"),
      "\(outcome.standardError)")
    #expect(try await elements.assay("pending").standardOutput == "nothing is pending\n")
  }

  @Test func inventoriesOfWhatIsNoTargetAreUnused() async throws {
    let elements = try await elements()
    try elements.project.replace("\"lib.bst\", ", with: "", in: "assay.toml")
    #expect(
      try await elements.assay("prune", "--check").standardOutput == "unused   expected/parts/contents/lib.mtree\n")
    try elements.project.remove("elements/pkg.bst")
    let unknown = try await elements.assay("prune", "--check")
    #expect(unknown.standardError.contains("pkg.bst"))
    #expect(unknown.exitCode == 2)
  }
}
