import CanonicalJSON
import Store
import SystemPackage
import TestSupport
import Testing
import Verification

/// What `assay verify --export` writes, and how it is read on another machine.
@Suite(.temporaryFolder)
struct ExportTests {
  @Test func indexNamesFilesDigestsAndChecks() async throws {
    let folder = try await SampleStack(["linux_x86_64/a.json": "{}"]).exported(to: "out")
    #expect(
      try folder.appending("sample").appending("export.json").readText() == """
        {
          "assay": "\(assayVersion)",
          "checks": {
            "build": "passed"
          },
          "files": {
            "linux_x86_64/a.json": "\(ContentDigest(of: "{}").hex)"
          },
          "omitted": [],
          "platform": "linux_x86_64",
          "schema": "assay.export/1",
          "stack": "sample"
        }

        """)
    #expect(try folder.appending("sample").names() == ["archives", "export.json", "linux_x86_64"])
  }

  @Test(arguments: [
    ("sample", "sample"), ("fixtures/a b/venvstacks.toml", "fixtures%2Fa%20b%2Fvenvstacks.toml"), ("..", "%2E."),
    ("ä\n", "%C3%A4%0A"), ("100%", "100%25"),
  ])
  func folderIsSafeForEveryName(name: String, folder: String) throws {
    var stack = try SampleStack()
    stack.name = name
    #expect(stack.exportName.lowercased() == folder.lowercased())
  }

  @Test func longNamesStayApart() throws {
    var (one, other) = (try SampleStack(), try SampleStack())
    (one.name, other.name) = (String(repeating: "ä", count: 300) + "1", String(repeating: "ä", count: 300) + "2")
    #expect(one.exportName != other.exportName)
    #expect(one.exportName.utf8.count < 256)
  }

  @Test func failedVerificationCarriesReviewNotes() async throws {
    let stack = try SampleStack(["linux_x86_64/env_metadata/app.json": metadata(size: 2000)])
    try stack.commit(["linux_x86_64/env_metadata/app.json": metadata(size: 1000)])
    let report = try await Verification(stack, .init()).run()
    #expect(report.verdict == .failed)
    #expect(report.review.map(\.message) == ["size 1000 bytes expected, 2000 actual (+100.0 %)"])
    try stack.commit(stack.made)
    let passed = try await Verification(stack, .init()).run()
    #expect(passed.verdict == .passed)
    #expect(passed.review == [])
  }

  @Test func exportThatCannotBeWrittenIsOneNote() async throws {
    let stack = try SampleStack(["a": "1"])
    let folder = TemporaryFolder.path.appending("out")
    try folder.createFolders()
    var options = Verification.Options()
    (options.exportFolder, options.exportsAlways) = ("/proc", true)
    let report = try await Verification(stack, options).run()
    #expect(
      report.notes == ["nothing was exported: can't write: No such file or directory at '/proc/sample/a'"])
  }
}
