import SystemPackage
import TestSupport
import Testing

/// `assay prune`: expected outputs that no stack makes any more.
@Suite(.temporaryFolder)
struct PruneTests {
  /// The sample project with expected outputs of what is not there, and a file of somebody else.
  private func project() throws -> Project {
    let project = try Project(
      parts: Project.parts + [
        "fixtures/pypi_project", "fixtures/conditions_project/project.conf", "fixtures/conditions_project/elements",
        "fixtures/conditions_project/files",
      ])
    for file in [
      "fixtures/conditions_project/root/bin/sh", "\(Project.platform)/env_metadata/app-gone.json",
      "\(Project.platform)/contents/app-gone.mtree",
      "\(Project.locks)/app-gone/pylock.app-gone.toml", "expected/gone/linux_aarch64/venvstacks.json",
      "expected/gone/locks/py/packages-py.txt", "\(Project.platform)/notes.txt", "expected/other/readme.json",
    ] { try project.write("{}\n", to: file) }
    return project
  }

  private let unused = [
    "expected/gone/linux_aarch64/venvstacks.json", "expected/gone/locks/py/packages-py.txt",
    "\(Project.platform)/contents/app-gone.mtree", "\(Project.platform)/env_metadata/app-gone.json",
    "\(Project.locks)/app-gone/pylock.app-gone.toml",
  ]

  private func lines(_ word: String) -> String { unused.map { "\(word)  \($0)\n" }.joined() }

  @Test func checkListsAndRemovesNothing() async throws {
    let project = try project()
    let before = try snapshot(project.folder)
    let outcome = try await project.assay("prune", "--check")
    #expect(outcome.standardOutput == lines("unused "))
    #expect(outcome.exitCode == 1)
    #expect(try await project.assay("prune", variables: ["CI": "1"]).standardOutput == outcome.standardOutput)
    #expect(try snapshot(project.folder) == before)
  }

  @Test func removesWhatIsUnusedAndNothingElse() async throws {
    let project = try project()
    let before = try snapshot(project.folder)
    let outcome = try await project.assay("prune")
    #expect(outcome.standardOutput == lines("removed"))
    #expect(outcome.exitCode == 0)
    let after = try snapshot(project.folder)
    #expect(Set(before.keys).subtracting(after.keys) == Set(unused))
    #expect(after.allSatisfy { before[$0.key] == $0.value })
    #expect(try await project.assay("prune", "--check").standardOutput == "nothing is unused\n")
  }

  @Test func stackWhoseSpecCannotBeReadKeepsItsOutputs() async throws {
    let project = try project()
    try project.write("[[runtimes]]\n", to: Project.spec)
    let before = try snapshot(project.folder)
    let outcome = try await project.assay("prune")
    #expect(outcome.exitCode == 2)
    #expect(
      outcome.standardOutput
        == unused.prefix(2).map { "removed  \($0)\n" }.joined() + "undecided  stack 'sample'\n")
    #expect(outcome.standardError.contains("[spec.missing-field]"))
    #expect(try Set(before.keys).subtracting(snapshot(project.folder).keys) == Set(unused.prefix(2)))
  }

  @Test func elementsWithoutALocalSourceHoldNothingElseBack() async throws {
    let project = try project()
    try project.remove("fixtures/conditions_project/root")
    let outcome = try await project.assay("prune", "--check")
    #expect(outcome.exitCode == 2)
    #expect(outcome.standardOutput == lines("unused ") + "undecided  stack 'conditions'\n")
    #expect(outcome.standardError.contains("base.bst"))
    #expect(outcome.standardError.contains("missing-path]"))
  }
}
