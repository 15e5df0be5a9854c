import Foundation
import SystemPackage
import TestSupport
import Testing

/// A spec that stands in no `assay.toml`: its locks lie beside it, as venvstacks has them.
@Suite(.temporaryFolder, .slowTestsEnabled, .tags(.slow), .needs("bwrap"), .needsUv)
struct LoneSpecTests {
  private static let spec = "stack/venvstacks.toml"

  private func makeProject() throws -> Project {
    let project = try Project()
    try FileManager.default.moveItem(
      atPath: project["fixtures/sample_project"].string, toPath: project["stack"].string)
    for path in ["assay.toml", "expected"] { try project.remove(path) }
    return project
  }

  @Test func locksBuildsAndVerifiesByItsPath() async throws {
    let project = try makeProject()
    let locked = try await project.assayWhenFilled("lock", Self.spec)
    #expect(locked.exitCode == 0, "\(locked.standardError)")
    #expect(
      locked.standardOutput.hasPrefix("stack/requirements/cpython-3.11/pylock.cpython-3_11.toml (locked at: "))
    let again = try await project.assay("lock", "--if-needed", Self.spec)
    #expect(!again.standardOutput.contains(" changed"))
    let built = try await project.assay("build", Self.spec)
    #expect(built.standardOutput.split(separator: "\n").count == 10, "\(built.standardError)")
    let updated = try await project.assay("update", Self.spec)
    #expect(updated.exitCode == 0, "\(updated.standardError)")
    let verified = try await project.assay("verify", Self.spec)
    #expect(
      verified.standardOutput.hasSuffix("\nverified: stack 'stack/venvstacks.toml' for linux_x86_64\n"),
      "\(verified.standardOutput)")
    #expect(verified.exitCode == 0)
  }

  @Test func withoutExpectedOutputsAVerificationSaysWhatToType() async throws {
    let project = try makeProject()
    _ = try await project.assayWhenFilled("lock", Self.spec)
    let verified = try await project.assay("verify", Self.spec)
    #expect(verified.exitCode == 2)
    #expect(verified.standardOutput.contains("assay update stack/venvstacks.toml"), "\(verified.standardOutput)")
  }
}
