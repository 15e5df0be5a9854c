import CanonicalJSON
import Diagnostics
import Glibc
import Store
import SystemPackage
import TestSupport
import Testing
import Verification

/// Exports come from other machines: nothing in them is believed.
@Suite(.temporaryFolder)
struct RefusedExportTests {
  /// Reads an export after `change` was made to the stack's folder in it.
  private func problemsReading(
    _ stack: SampleStack, despiteFailures: Bool = false, after change: (FilePath) throws -> Void = { _ in }
  ) async throws -> String {
    let folder = try await stack.exported(to: "out")
    try change(folder.appending("sample"))
    return await problems { _ = try StackExport(in: folder, of: stack, despiteFailures: despiteFailures) }
  }

  private func stack() throws -> SampleStack { try SampleStack(["linux_x86_64/a.json": "{}"]) }

  /// Rewrites `export.json`.
  private func edit(_ export: FilePath, _ old: String, _ new: String) throws {
    let file = export.appending("export.json")
    let text = try file.readText()
    try #require(text.contains(old))
    try file.write(Array(text.replacing(old, with: new).utf8))
  }

  @Test func wholeExportIsTaken() async throws {
    #expect(try await problemsReading(stack()) == "")
  }

  @Test func changedFileIsRefused() async throws {
    let told = try await problemsReading(stack()) { try $0.pushing("linux_x86_64/a.json").write([1]) }
    #expect(
      told == """
        out/sample: error: 'linux_x86_64/a.json' is not as it was exported [export.changed]
        hint: copy the export again, as a whole
        """)
  }

  @Test func missingAndForeignFilesAreRefused() async throws {
    let told = try await problemsReading(stack()) {
      try $0.pushing("linux_x86_64/a.json").removeAll()
      try $0.pushing("linux_x86_64/b.json").write([1])
    }
    #expect(
      told == """
        out/sample: error: 'linux_x86_64/a.json' was exported, but is not there [export.changed]
        hint: copy the export again, as a whole
        out/sample: error: 'linux_x86_64/b.json' is not among the files that were exported [export.changed]
        hint: copy the export again, as a whole
        """)
  }

  @Test(arguments: ["../../evil", "/etc/evil", "a//b", "./a", "a/..", "", "a\\nb", "a\\\\b"])
  func namesThatLeadElsewhereAreRefused(name: String) async throws {
    let told = try await problemsReading(stack()) { try edit($0, "linux_x86_64/a.json", name) }
    #expect(told.contains("does not name a file below the export [export.unsafe-name]"), "\(told)")
  }

  @Test(arguments: ["linux_x86_64/a.json", "linux_x86_64"])
  func linksAreNotFollowed(path: String) async throws {
    let told = try await problemsReading(stack()) {
      let place = $0.pushing(FilePath(path))
      try place.removeAll()
      symlink("/etc/passwd", place.string)
    }
    #expect(
      told == """
        out/sample: error: '\(path)' in the export is neither a file nor a folder [export.no-file]
        hint: don't use this export: Assay writes files and folders only
        """)
  }

  @Test func linkInPlaceOfTheStackIsNotFollowed() async throws {
    let told = try await problemsReading(stack()) {
      let real = TemporaryFolder.path.appending("real")
      rename($0.string, real.string)
      symlink(real.string, $0.string)
    }
    #expect(told.contains("[export.damaged]"), "\(told)")
  }

  @Test func exportOfANewerAssayIsRefused() async throws {
    let told = try await problemsReading(stack()) {
      try edit($0, "assay.export/1", "assay.export/2")
      try edit($0, "\"assay\": \"\(assayVersion)\"", "\"assay\": \"9.0\"")
    }
    #expect(
      told == """
        out/sample/export.json: error: the export was written by Assay 9.0 as assay.export/2 [export.newer]
        hint: this is Assay \(assayVersion), which reads assay.export/1: use the same version on all machines
        """)
  }

  @Test func exportWithoutItsIndexIsRefused() async throws {
    let told = try await problemsReading(stack()) { try $0.appending("export.json").removeAll() }
    #expect(
      told == """
        out: error: the export of stack 'sample' has no export.json [export.damaged]
        hint: export again: the machine may have stopped half-way
        """)
  }

  @Test func resultOfAFailedCheckIsRefused() async throws {
    var stack = try stack()
    stack.build = .failed
    let told = try await problemsReading(stack)
    let out = TemporaryFolder.path.appending("out").string
    #expect(told.hasPrefix("error: the check 'build' failed there: export '"), "\(told) \(out)")
    #expect(told.hasSuffix("(linux_x86_64) [export.failed]\nhint: mend what it found; or pass --despite-failures"))
    #expect(try await problemsReading(stack, despiteFailures: true) == "")
  }

  @Test func whatCouldNotBeMadeThereIsNotDropped() async throws {
    var stack = try stack()
    stack.omitted = ["cpython-3.11"]
    let told = try await problemsReading(stack, despiteFailures: true)
    #expect(told.contains("'cpython-3.11' is expected but could not be made there"), "\(told)")
  }

  @Test func folderThatIsNotThereIsNamed() async throws {
    let told = await problems { _ = try StackExport(in: "/nonexistent/x", of: stack(), despiteFailures: false) }
    #expect(
      told == """
        /nonexistent/x: error: there is no such folder [export.missing]
        hint: name a folder that 'assay verify --export' has written to
        """)
  }

  @Test func exportOfOtherStacksHoldsNothing() async throws {
    let folder = try await stack().exported(to: "out")
    var other = try stack()
    other.name = "other"
    #expect(try StackExport(in: folder, of: other, despiteFailures: false) == nil)
  }
}
