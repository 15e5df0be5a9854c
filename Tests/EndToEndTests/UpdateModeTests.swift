import Foundation
import SystemPackage
import TestSupport
import Testing

/// Where an update goes, what stops it, and how several machines share in one.
@Suite(.temporaryFolder, .slowTestsEnabled, .tags(.slow), .needs("bwrap"), .needsUv)
struct UpdateModeTests {
  /// A project under git in which the launch module of `hello` was edited.
  private func editedProject(_ text: String = "Says hello") async throws -> Project {
    let project = try Project()
    try await project.commit()
    try project.replace("Greets", with: text, in: "\(Project.modules)/hello.py")
    return project
  }

  @Test func ciGetsAPatchAndChangesNothing() async throws {
    let project = try await editedProject()
    let before = try snapshot(project.folder)
    let checked = try await project.assayWhenFilled("update", variables: ["CI": "true"])
    #expect(checked.exitCode == 0)
    #expect(try snapshot(project.folder) == before)
    #expect(
      checked.standardOutput.hasPrefix(
        """
        # Update the expected outputs of `sample`

        ## Stack `sample`

        - Platforms: linux_x86_64
        - Files: 3 changed

        ### What changes

        - `linux_x86_64/app-hello`: 
        """), "\(checked.standardOutput)")
    try project.write(checked.standardOutput, to: "change.patch")
    let written = try await project.assay("update", "--write", "--message", "message.md", variables: ["CI": "true"])
    #expect(written.standardOutput.hasSuffix("updated: 3 files; read 'git diff' before you commit\n"))
    #expect(checked.standardOutput.hasPrefix(try project.read("message.md")))
    try await project.git("checkout", "--quiet", "--", "expected")
    try await project.git("apply", "change.patch")
    let again = try await project.assay("update", variables: ["CI": "1"])
    #expect(again.standardOutput == "")
    #expect(again.standardError == "nothing to update: the expected outputs of stack 'sample' are up to date\n")
    let unset = try await project.assay("update", variables: ["CI": "false"])
    #expect(unset.standardOutput == "nothing to update: the expected outputs of stack 'sample' are up to date\n")
  }

  @Test func launchModuleThatFailsStopsTheUpdate() async throws {
    let project = try await editedProject()
    try project.write("raise SystemExit('no')\n", to: "\(Project.modules)/hello.py")
    let before = try snapshot(project.folder)
    let stopped = try await project.assayWhenFilled("update")
    #expect(stopped.exitCode == 1)
    #expect(stopped.standardOutput == "")
    for part in [
      "failed     export           exported layers install and every launch module runs\n",
      "note: stack 'sample' is not updated; mend this, or pass --despite-failures\n", "failed: stack 'sample'",
    ] {
      #expect(stopped.standardError.contains(part), "\(stopped.standardError)")
    }
    #expect(try snapshot(project.folder) == before)
    let forced = try await project.assay("update", "--despite-failures")
    #expect(forced.exitCode == 0)
    #expect(forced.standardOutput.hasSuffix("updated: 3 files; read 'git diff' before you commit\n"))
  }

  @Test func uncommittedGoldensAreWarnedOf() async throws {
    let project = try await editedProject()
    try project.write("mine", to: "unrelated")
    try project.replace("app-hello", with: "app-hullo", in: "\(Project.platform)/venvstacks.json")
    let outcome = try await project.assayWhenFilled("update")
    #expect(outcome.exitCode == 0)
    #expect(
      outcome.standardError == """
        expected/sample_project/linux_x86_64/venvstacks.json: warning: 1 file is replaced that git does not hold as it stood [update.uncommitted]
        hint: commit before you update, to see what the update does

        """)
    #expect(try project.read("unrelated") == "mine")
  }

  @Test func exportOfAnotherMachineIsTaken() async throws {
    let maker = try await editedProject()
    let taker = try Project(
      in: TemporaryFolder.path.appending("taker"),
      parts: Project.parts + ["pypi_project", "conditions_project", "release_project"].map { "fixtures/\($0)" })
    try maker.write("", to: "out/keep")
    let verified = try await maker.assayWhenFilled("verify", "--export", "out")
    #expect(verified.exitCode == 1)
    let export = maker["out"].string
    let patched = try await taker.assay("update", "--all", "--from", export, "--patch", "-")
    #expect(patched.exitCode == 0)
    #expect(patched.standardError == "")
    let updated = try await taker.assay("update", "sample", "--from", export)
    #expect(updated.standardOutput.hasSuffix("updated: 3 files; read 'git diff' before you commit\n"))
    #expect(try await maker.assay("update").exitCode == 0)
    #expect(try snapshot(maker[Project.expected]) == snapshot(taker[Project.expected]))
    let again = try await taker.assay("update", "--from", export)
    #expect(again.standardOutput == "nothing to update: the expected outputs of stack 'sample' are up to date\n")
    let missing = try await taker.assay("update", "pypi", "--from", export)
    #expect(missing.exitCode == 2)
    #expect(
      missing.standardError.hasPrefix("error: no export holds stack 'pypi' [export.no-stack]\n"),
      "\(missing.standardError)")
  }

  @Test func exportHoldsTheLocksThatAnUpdateWouldWrite() async throws {
    let (maker, taker) = (try Project(), try Project(in: TemporaryFolder.path.appending("taker")))
    for project in [maker, taker] { try project.replace("\"coins\"", with: "\"coins==1.0\"", in: Project.spec) }
    try maker.write("", to: "out/keep")
    #expect(try await maker.assayWhenFilled("verify", "--export", "out").exitCode == 1)
    let updated = try await taker.assay("update", "--from", maker["out"].string)
    #expect(updated.exitCode == 0, "\(updated.standardError)")
    #expect(try await taker.assay("verify").exitCode == 0)
  }

  @Test(arguments: [
    (["update", "--write", "--patch", "x"], "--write changes files and --patch does not; choose one of them"),
    (["update", "--all", "sample"], "--all means every stack; name some or give --all"),
    (
      ["update", "--patch", "-", "--message", "-"],
      "patch and message can't both go to standard output; name a file for one of them"
    ),
  ])
  func optionsThatExcludeEachOtherAreWrongUsage(arguments: [String], message: String) async throws {
    let outcome = try await Program.run(arguments, in: TemporaryFolder.path)
    #expect(outcome.exitCode == 64)
    #expect(outcome.standardError.hasPrefix("Error: \(message)\n"), "\(outcome.standardError)")
  }

  /// Root may write wherever permissions forbid it, but not where nothing is mounted to be written.
  @Test func folderThatCannotBeWrittenIsOneMessage() async throws {
    let project = try await editedProject()
    let before = try snapshot(project.folder)
    _ = try await Shared.filled.value
    let expected = project["expected"].string
    let update = try await Program.run(
      "/usr/bin/bwrap",
      ["--dev-bind", "/", "/", "--ro-bind", expected, expected, "--", Program.path.string, "update"],
      in: project.folder, variables: Program.variables)
    #expect(update.exitCode == 2)
    #expect(
      update.standardError == """
        expected: error: can't write: Read-only file system [disk.write]

        """)
    #expect(try snapshot(project.folder) == before)
  }

  @Test func fullDiskIsOneNoteOfTheExport() async throws {
    let project = try await editedProject()
    try project.write("", to: "out/keep")
    _ = try await Shared.filled.value
    let verify = try await Program.run(
      "/usr/bin/bwrap",
      ["--dev-bind", "/", "/", "--size", "16384", "--tmpfs", project["out"].string, "--", Program.path.string]
        + ["verify", "--check", "metadata", "--export", "out"],
      in: project.folder, variables: Program.variables)
    #expect(verify.exitCode == 1)
    let notes = verify.standardOutput.split(separator: "\n").filter { $0.hasPrefix("note: ") }
    #expect(notes.count == 1)
    #expect(
      notes.first?.hasPrefix("note: nothing was exported: can't write: No space left on device at 'out/sample/")
        == true,
      "\(verify.standardOutput)")
    #expect(
      notes.first?.hasSuffix("; make room on that disk and run the command again") == true, "\(verify.standardOutput)")
  }
}
