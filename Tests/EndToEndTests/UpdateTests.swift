import Foundation
import SystemPackage
import TestSupport
import Testing

/// From an edit of a source to the expected outputs that follow from it.
@Suite(.temporaryFolder, .slowTestsEnabled, .tags(.slow), .needs("bwrap"), .needsUv)
struct UpdateTests {
  @Test(.tags(.expectedOutput)) func editedLaunchModuleIsNamedAndCanBeAccepted() async throws {
    try await checkEdit(of: "hello.py", in: "app-hello", changes: "app_launch_module_hash")
  }

  @Test(
    .tags(.slow, .expectedOutput), .slowTestsEnabled,
    arguments: [("reporter/__main__.py", "app_launch_module_hash"), ("headings.py", "app_support_modules")])
  func editedPackageOrSupportModuleIsNamedToo(module: String, field: String) async throws {
    try await checkEdit(of: module, in: "app-reporter", changes: field)
  }

  private func checkEdit(of module: String, in layer: String, changes field: String) async throws {
    let member = "\(layer)/lib/python3.11/site-packages/\(module)"
    let project = try Project()
    try await project.commit()
    let text = try project.read("\(Project.modules)/\(module)")
    try project.write(text + "# edited\n", to: "\(Project.modules)/\(module)")
    let failed = try await project.assayWhenFilled("verify")
    #expect(failed.exitCode == 1)
    #expect(
      failed.standardOutput.hasSuffix(
        "failed: stack 'sample' for linux_x86_64: dry-run, metadata, contents, archives\n"))
    for part in ["layer '\(layer)'", "~ \(field)", "~ \(member): content", "+# edited"] {
      #expect(failed.standardOutput.contains(part), "the report lacks \(part)")
    }
    let updated = try await project.assay("update")
    #expect(
      updated.standardOutput == """
        changed  expected/sample_project/linux_x86_64/contents/\(layer).mtree
        changed  expected/sample_project/linux_x86_64/env_metadata/\(layer).json
        changed  expected/sample_project/linux_x86_64/venvstacks.json
        updated: 3 files; read 'git diff' before you commit

        """)
    let stat = try await project.git("diff", "--numstat", "--", "expected")
    for line in stat.split(separator: "\n") {
      let changed = line.split(separator: "\t").prefix(2).compactMap { Int($0) }
      #expect(changed.count == 2 && changed.allSatisfy { $0 <= 3 }, "more than what follows from the edit: \(line)")
    }
    #expect(try await project.git("status", "--porcelain", "--untracked-files=all").split(separator: "\n").count == 4)
    #expect(try await project.assay("verify").exitCode == 0)
    let again = try await project.assay("update")
    #expect(again.standardOutput == "nothing to update: the expected outputs of stack 'sample' are up to date\n")
    #expect(try leftovers(in: project.folder) == [])
  }

  @Test func patchIsWhatUpdateWouldHaveWritten() async throws {
    let (patched, updated) = (try Project(), try Project(in: TemporaryFolder.path.appending("updated")))
    for project in [patched, updated] {
      try project.remove("\(Project.platform)/contents/app-notes.mtree")
      try project.write("{}\n", to: "\(Project.platform)/env_metadata/app-gone.json")
      try project.replace("Greets", with: "Says hello", in: "\(Project.modules)/hello.py")
    }
    try await patched.commit()
    let before = try snapshot(patched.folder)
    let outcome = try await patched.assayWhenFilled("update", "--patch", "change.patch")
    #expect(
      outcome.standardOutput == """
        review: linux_x86_64/app-gone: is no longer produced: it goes from 'env_metadata/app-gone.json'
        changed  expected/sample_project/linux_x86_64/contents/app-hello.mtree
        added    expected/sample_project/linux_x86_64/contents/app-notes.mtree
        removed  expected/sample_project/linux_x86_64/env_metadata/app-gone.json
        changed  expected/sample_project/linux_x86_64/env_metadata/app-hello.json
        changed  expected/sample_project/linux_x86_64/venvstacks.json
        5 files changed; apply with: git apply change.patch

        """)
    var after = try snapshot(patched.folder)
    after["change.patch"] = nil
    #expect(after == before)
    let shown = try await patched.assay("update", "--patch", "-")
    #expect(shown.standardOutput == (try patched.read("change.patch")))
    try await patched.git("apply", "--check", "change.patch")
    try await patched.git("apply", "change.patch")
    #expect(try await updated.assay("update").exitCode == 0)
    #expect(try snapshot(patched[Project.expected]) == snapshot(updated[Project.expected]))
    #expect(try await patched.assay("verify", "--check", "metadata", "--check", "contents").exitCode == 0)
  }

  @Test(.tags(.expectedOutput)) func editedRequirementChangesOnlyTheLocks() async throws {
    let project = try Project()
    try project.replace("\"coins\"", with: "\"coins==1.0\"", in: Project.spec)
    let failed = try await project.assayWhenFilled("verify")
    #expect(failed.exitCode == 1)
    #expect(failed.standardOutput.hasSuffix("failed: stack 'sample' for linux_x86_64: locked-inputs, locks\n"))
    #expect(failed.standardOutput.contains("layer 'app-ledger': the list of requirements changed since it was locked"))
    #expect(failed.standardOutput.contains("      -coins\n      +coins==1.0\n"))
    let locked = try await project.assay("lock", "--if-needed")
    #expect(locked.standardOutput.split(separator: "\n").filter { $0.hasSuffix(" changed") }.count == 1)
    #expect(try await project.assay("verify").exitCode == 0)
  }

  @Test func layerThatCannotBeLockedLeavesAllAsItWas() async throws {
    let project = try Project()
    try project.replace("\"coins\"", with: "\"coins==7.0\"", in: Project.spec)
    let before = try snapshot(project.folder)
    for command in [["update"], ["lock"]] {
      let outcome = try await Program.run(command, in: project.folder)
      #expect(outcome.exitCode == 2)
      #expect(outcome.standardError.contains("layer 'app-ledger' can't be locked; uv says:\n"))
      #expect(outcome.standardError.contains("hint: change the layer's requirements"))
    }
    #expect(try snapshot(project.folder) == before)
  }

  @Test func targetThatCannotBeWrittenLeavesAllAsItWas() async throws {
    let project = try Project()
    try project.remove("\(Project.platform)/contents")
    try project.write("in the way\n", to: "\(Project.platform)/contents")
    try project.replace("Greets", with: "Says hello", in: "\(Project.modules)/hello.py")
    let before = try snapshot(project.folder)
    let outcome = try await project.assayWhenFilled("update")
    #expect(outcome.exitCode == 2)
    #expect(outcome.standardError.contains("linux_x86_64/contents"), "\(outcome.standardError)")
    #expect(try snapshot(project.folder) == before)
    #expect(try leftovers(in: project.folder) == [])
  }
}
