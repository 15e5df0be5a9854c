import CanonicalJSON
import Foundation
import SystemPackage
import TestSupport
import Testing

/// What `assay verify` says about an untouched project, and which words it takes.
@Suite(.temporaryFolder, .needs("bwrap"), .needsUv)
struct VerifyTests {
  @Test(.tags(.expectedOutput)) func untouchedProjectIsVerified() async throws {
    let project = try Project()
    let before = try snapshot(project.folder)
    let outcome = try await project.assayWhenFilled("verify")
    #expect(
      outcome.standardOutput == """
        passed     locked-inputs    the committed locks were made from this spec
        passed     locks            locking again gives the committed locks
        passed     dry-run          the publication request names the expected artifacts
        passed     build            everything builds from what is committed, without a network unless it asks for one
        passed     metadata         manifest and metadata are as expected
        passed     contents         248 members of 10 archives
        passed     archives         every archive has the expected size and sha256
        passed     export           launched 'hello', 'reporter', 'ledger', 'notes'
        passed     no-side-effects  spec, locks and expected outputs are untouched
        verified: stack 'sample' for linux_x86_64

        """)
    #expect(outcome.standardError == "")
    #expect(outcome.exitCode == 0)
    #expect(try snapshot(project.folder) == before)
  }

  @Test(.tags(.expectedOutput)) func reportsAreTheSameBytesEverywhere() async throws {
    let (first, second) = (try Project(), try Project(in: TemporaryFolder.path.appending("an other place")))
    for project in [first, second] { try project.write("print('changed')\n", to: "\(Project.modules)/hello.py") }
    let one = try await first.assayWhenFilled("verify", "--report", "json=-")
    let other = try await Program.run(
      "/bin/sh", ["-c", "umask 077; exec \"$0\" verify --report json=report.json", Program.path.string],
      in: second.folder, variables: Program.variables.merging(["TZ": "Asia/Tokyo", "LC_ALL": "C"]) { $1 })
    #expect(one.exitCode == 1)
    #expect(other.exitCode == 1)
    #expect(try second.read("report.json") == one.standardOutput)
    let report = try JSONValue(parsing: Array(one.standardOutput.utf8), file: "report")
    #expect(report["schema"]?.stringValue == "assay.verify/1")
    #expect(report["verdict"]?.stringValue == "failed")
    #expect(report["stack"]?.stringValue == "sample")
    #expect(report["checks"]?.arrayValue?.count == 9)
    for text in [TemporaryFolder.path.string, Shared.folder.string, "/usr/", "seconds", "duration"] {
      #expect(!one.standardOutput.contains(text), "the report holds '\(text)'")
    }
  }

  @Test func onlyTheNamedChecksAreMade() async throws {
    let project = try Project()
    try project.remove("\(Project.platform)/contents")
    let some = try await project.assayWhenFilled("verify", "--check", "metadata", "--check", "no-side-effects")
    #expect(
      some.standardOutput == """
        passed     metadata         manifest and metadata are as expected
        passed     no-side-effects  spec, locks and expected outputs are untouched
        verified: stack 'sample' for linux_x86_64

        """)
    let others = try await project.assayWhenFilled(
      "verify", "--skip", "contents", "--skip", "export", "--skip", "locks")
    #expect(others.exitCode == 0)
    #expect(others.standardOutput.split(separator: "\n").count == 7)
  }

  @Test func noNetworkIsNeededForLocalWheels() async throws {
    let outcome = try await Project().assayWhenFilled("verify", "--offline", "--check", "locks", "--check", "build")
    #expect(outcome.findings == "verified: stack 'sample' for linux_x86_64\n")
  }

  @Test func stackMayBeNamedByItsSpec() async throws {
    let outcome = try await Project().assayWhenFilled("verify", Project.spec, "--check", "metadata")
    #expect(outcome.findings == "verified: stack 'sample' for linux_x86_64\n")
  }

  @Test func platformWithoutExpectedOutputsIsUndecided() async throws {
    let outcome = try await Project().assayWhenFilled(
      "verify", "--platform", "macosx_arm64", "--check", "metadata", "--check", "contents")
    #expect(
      outcome.standardOutput == """
        undecided  metadata         manifest and metadata are as expected
          expected/sample_project/macosx_arm64: there are no expected outputs of stack 'sample' for macosx_arm64 [expected.missing]
          hint: run 'assay update sample --platform macosx_arm64' to make them, read them, and commit them
        undecided  contents         for the reason given above
        undecided: stack 'sample' for macosx_arm64: metadata, contents

        """)
    #expect(outcome.exitCode == 2)
  }

  @Test func projectWithoutExpectedOutputsIsToldOnce() async throws {
    let project = try Project()
    try project.remove(Project.expected)
    let outcome = try await project.assayWhenFilled("verify")
    #expect(
      outcome.standardOutput.hasPrefix(
        """
        undecided  locked-inputs    the committed locks were made from this spec
          expected/sample_project/linux_x86_64: there are no expected outputs of stack 'sample' for linux_x86_64 [expected.missing]
          hint: run 'assay update sample' to make them, read them, and commit them
        undecided  locks            for the reason given above

        """))
    #expect(outcome.exitCode == 2)
    #expect(try await project.assay("update").exitCode == 0)
    let pairs = zip(
      try snapshot(project[Project.expected]), try snapshot(Project.source.pushing(FilePath(Project.expected))))
    #expect(Dictionary(uniqueKeysWithValues: pairs.map(\.0)) == Dictionary(uniqueKeysWithValues: pairs.map(\.1)))
  }

  @Test(arguments: [
    (
      ["verify", "sampel"], 2,
      "error: 'sampel' is neither a stack of assay.toml nor a spec file [project.unknown-stack]\nhint: did you mean 'sample'?\n"
    ),
    (["verify", "--check", "bulid"], 64, "Error: The value 'bulid' is invalid for '--check <check>'."),
    (["verify", "--skip", "all"], 64, "Error: The value 'all' is invalid for '--skip <skip>'."),
    (["verify", "--platform", "amiga"], 64, "Error: The value 'amiga' is invalid for '--platform <platform>'."),
    (["verify", "--report", "jsno=x"], 64, "there is no format 'jsno'; did you mean 'json'?"),
    (["verify", "--report", "json"], 64, "'json' names no file; write json=FILE, or - for standard output"),
    (["verfiy"], 64, "Error: Unexpected argument 'verfiy'"),
  ])
  func wrongWordsAreExplained(arguments: [String], code: Int32, message: String) async throws {
    let project = try Project(parts: ["assay.toml", "fixtures/sample_project"])
    let outcome = try await Program.run(arguments, in: project.folder)
    #expect(outcome.exitCode == code)
    #expect(outcome.standardError.contains(message), "\(outcome.standardError)")
    #expect(outcome.standardOutput == "")
  }

  @Test func reportThatCannotBeWrittenDoesNotHideTheVerdict() async throws {
    let project = try Project()
    let outcome = try await project.assayWhenFilled(
      "verify", "--check", "dry-run", "--report", "json=assay.toml/report.json", "--report",
      "text=new/folder/report.txt")
    #expect(outcome.findings == "verified: stack 'sample' for linux_x86_64\n")
    #expect(outcome.exitCode == 2)
    #expect(outcome.standardError == "assay.toml/report.json: error: can't write: Not a directory [disk.write]\n")
    #expect(try project.read("new/folder/report.txt") == outcome.standardOutput)
  }

  @Test func outputsAreExportedWhenACheckFails() async throws {
    let project = try Project()
    try project.write("", to: "out/keep")
    try project.replace(
      "\"lock_version\": 1", with: "\"lock_version\": 2", in: "\(Project.platform)/env_metadata/app-hello.json")
    let outcome = try await project.assayWhenFilled("verify", "--check", "metadata", "--export", "out")
    #expect(outcome.standardOutput.contains("note: outputs were exported to 'out/sample'\n"))
    let exported = try snapshot(project["out/sample"])
    #expect(exported["locks/app-hello/pylock.app-hello.toml"] != nil)
    #expect(exported["linux_x86_64/venvstacks.json"] == (try snapshot(project[Project.platform]))["venvstacks.json"])
    #expect(exported.keys.count { $0.hasPrefix("archives/") } == 10)
  }

  @Test(arguments: [
    ("ASSAY_EXPORT_ARTIFACTS", "ASSAY_FORCE_EXPORT"),
    ("VENVSTACKS_EXPORT_TEST_ARTIFACTS", "VENVSTACKS_FORCE_TEST_EXPORT"),
  ])
  func variablesAskForAnExport(folder: String, force: String) async throws {
    let project = try Project()
    let unforced = try await project.assayWhenFilled("verify", "--check", "metadata", variables: [folder: "out"])
    #expect(unforced.findings == "verified: stack 'sample' for linux_x86_64\n")
    let missing = try await project.assay("verify", "--check", "metadata", variables: [folder: "out", force: "1"])
    #expect(
      missing.findings == """
        note: nothing was exported: the folder 'out' does not exist
        verified: stack 'sample' for linux_x86_64

        """)
    try project.write("", to: "out/keep")
    let forced = try await project.assay("verify", "--check", "metadata", variables: [folder: "out", force: "1"])
    #expect(forced.standardOutput.contains("note: outputs were exported to 'out/sample'\n"))
    #expect(forced.exitCode == 0)
  }
}
