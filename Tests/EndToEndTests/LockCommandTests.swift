import Foundation
import SystemPackage
import TestSupport
import Testing

/// `assay lock`: which layers it locks, and what it leaves as it was.
@Suite(.temporaryFolder, .slowTestsEnabled, .tags(.slow), .needs("bwrap"), .needsUv)
struct LockCommandTests {
  private static let wheels = "fixtures/sample_project/wheels"

  @Test func aSpecThatNoProjectNamesKeepsItsLocksInRequirements() async throws {
    let project = try Project(parts: [Self.wheels])
    try project.write(
      """
      [[runtimes]]
      name = "base"
      python_implementation = "cpython@3.11.11"
      requirements = ["tidy-words==1.1"]

      [tool.uv]
      no-index = true
      exclude-newer = "2026-01-01T00:00:00Z"

      [tool.assay]
      local-wheels = ["../\(Self.wheels)"]

      """, to: "stack/venvstacks.toml")
    try project.write("kept\n", to: "stack/requirements/NOTES")
    let outcome = try await project.assay("lock", "stack/venvstacks.toml")
    #expect(outcome.exitCode == 0, "\(outcome.standardError)")
    #expect(
      outcome.standardOutput
        == "stack/requirements/base/pylock.base.toml (locked at: 2026-01-01T00:00:00+00:00) changed\n")
    #expect(
      try snapshot(project["stack/requirements"]).keys.sorted() == [
        "NOTES", "base", "base/packages-base.txt", "base/pylock.base.meta.json", "base/pylock.base.toml",
        "base/requirements-base.in",
      ])
    #expect(try project.read("stack/requirements/base/requirements-base.in").hasSuffix("\ntidy-words==1.1\n"))
    try project.replace("==1.1", with: "==1.0", in: "stack/venvstacks.toml")
    let build = try await project.assay("build", "stack/venvstacks.toml")
    #expect(build.standardError.hasSuffix("hint: run 'assay lock stack/venvstacks.toml', or take the change back\n"))
  }

  @Test func aLockThatFailsLeavesAllLocksAsTheyWere() async throws {
    let project = try Project()
    try project.replace("[\"Tidy.Words==1.1\"]", with: "[\"tidy-words==1.0\"]", in: Project.spec)
    try project.replace("[\"reportage\"]", with: "[\"reportage>99\"]", in: Project.spec)
    let before = try snapshot(project.folder)
    let outcome = try await project.assay("lock", "--reset-lock", "*")
    #expect(outcome.exitCode == 2)
    #expect(outcome.standardOutput == "")
    #expect(outcome.standardError.contains("layer 'framework-report' can't be locked; uv says:\n"))
    #expect(try snapshot(project.folder) == before)
  }

  @Test func whileEveryLockFitsIfNeededRunsNoUv() async throws {
    let project = try Project()
    let before = try snapshot(project.folder)
    let outcome = try await project.assay("lock", "--if-needed", "--uv", "/no/such/uv")
    #expect(outcome.exitCode == 0, "\(outcome.standardError)")
    #expect(outcome.standardOutput.split(separator: "\n").count == 12)
    #expect(!outcome.standardOutput.contains("changed"))
    #expect(try snapshot(project.folder) == before)
  }

  @Test func onlyWhatIsIncludedAndWhatStandsAboveItIsLocked() async throws {
    let project = try Project()
    try project.replace("[\"tidy-words==1.0\"]", with: "[\"tidy-words==1.1\"]", in: Project.spec)
    try project.replace("[\"Tidy.Words==1.1\"]", with: "[\"tidy-words==1.0\"]", in: Project.spec)
    let outcome = try await project.assay("lock", "--include", "*-lts")
    let place = Project.locks
    #expect(
      outcome.standardOutput == """
        \(place)/cpython-3.11-lts/pylock.cpython-3_11-lts.toml (locked at: 2026-01-01T00:00:00+00:00) changed
        \(place)/app-notes/pylock.app-notes.toml (locked at: 2026-01-01T00:00:00+00:00) changed

        """, "\(outcome.standardError)")
    let metadata = try project.read("\(place)/cpython-3.11-lts/pylock.cpython-3_11-lts.meta.json")
    #expect(metadata.contains("\"lock_version\": 2,"), "\(metadata)")
  }

  @Test func aPatternThatNoLayerMatchesIsNamed() async throws {
    let outcome = try await Project().assay("lock", "--include", "app-helo", "--reset-lock", "app-notes")
    #expect(outcome.exitCode == 2)
    #expect(
      outcome.standardError == """
        error: --include: no layer is called 'app-helo' [select.no-match]
        hint: did you mean 'app-hello'?

        """)
  }

  @Test func missingWheelsStopLockingUnlessTheyAreOnlyAWarning() async throws {
    let project = try Project()
    try FileManager.default.moveItem(
      atPath: project["\(Self.wheels)/coins-1.0-py3-none-any.whl"].string,
      toPath: project["\(Self.wheels)/coins-1.0-py3-none-win_amd64.whl"].string)
    let before = try snapshot(project[Project.locks])
    let fatal = try await project.assay("lock")
    #expect(fatal.exitCode == 2)
    let place = "fixtures/sample_project/venvstacks.toml:63:1"
    let lacking = "linux_aarch64, linux_x86_64, macosx_arm64, macosx_x86_64, win_arm64"
    let message = "layer 'app-ledger': no wheels of 'coins' for \(lacking) [lock.no-wheels]"
    let remedy = "limit the layer to platforms = [\"win_amd64\"], or raise 'linux_target' or 'macosx_target'"
    #expect(
      fatal.standardError == """
        \(place): error: \(message)
        hint: \(remedy); --wheel-availability warn, or wheel-availability = "warn" in [tool.assay], locks all the same

        """)
    #expect(try snapshot(project[Project.locks]) == before)
    let warned = try await project.assay("lock", "--wheel-availability", "warn")
    #expect(warned.exitCode == 0)
    #expect(warned.standardError == "\(place): warning: \(message)\nhint: \(remedy)\n")
    #expect(try project.read("\(Project.locks)/app-ledger/pylock.app-ledger.toml").contains("win_amd64.whl"))
  }

  @Test func theDeclaredRequirementsNeedNotBeCommitted() async throws {
    let project = try Project()
    try project.remove("\(Project.locks)/app-hello/requirements-app-hello.in")
    let outcome = try await project.assay("verify", "--check", "locked-inputs", "--check", "locks")
    #expect(outcome.exitCode == 0, "\(outcome.standardOutput)")
  }
}
