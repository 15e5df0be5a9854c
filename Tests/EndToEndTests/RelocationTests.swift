import Foundation
import SystemPackage
import TestSupport
import Testing

/// Published archives, unpacked somewhere else and installed by whatever Python is there.
@Suite(
  .temporaryFolder, .slowTestsEnabled, .tags(.slow), .needs("bwrap"), .needs("python3"), .needs("bsdtar"), .needsUv)
struct RelocationTests {
  /// A Python of another version than the layers', for the post-installation only; the machine's where there is none.
  private func installer(in project: Project) async throws -> FilePath {
    let environment = ProcessInfo.processInfo.environment
    let versions = FilePath(environment["HOME"] ?? "/").appending(".pyenv/versions").string
    let own = (try? FileManager.default.contentsOfDirectory(atPath: versions)) ?? []
    let folders =
      (environment["PATH"] ?? "").split(separator: ":").map(String.init) + own.map { "\(versions)/\($0)/bin" }
    for version in ["3.13", "3.12", "3.10", "3.9"] {
      for path in folders.map({ FilePath("\($0)/python\(version)") }) where access(path.string, X_OK) == 0 {
        // It may be a shim that refuses to run.
        let answer = try await Program.run(
          path, ["-I", "-c", "import sys; print(sys.executable)"], in: project.folder, variables: environment)
        if answer.exitCode == 0 { return FilePath(answer.standardOutput.trimmingCharacters(in: .newlines)) }
      }
    }
    return "/usr/bin/python3"
  }

  @Test(.tags(.slow), .slowTestsEnabled, arguments: ["tar.xz", "tar.gz", "tar.zst", "zip"])
  func anUnpackedApplicationRuns(format: String) async throws {
    let project = try Project()
    try project.replace("[tool.assay]", with: "[tool.assay]\npublish.format = \"\(format)\"", in: Project.spec)
    let publish = try await project.assayWhenFilled("publish", "--output-dir", "out")
    #expect(publish.exitCode == 0, "\(publish.standardError)")
    let layers = ["cpython-3.11", "framework-text", "framework-chart@1", "framework-table", "app-ledger"]
    let target = project.folder.appending("some where \u{E9}lse")
    try FileManager.default.createDirectory(atPath: target.string, withIntermediateDirectories: true)
    for layer in layers {
      let archive = project["fixtures/sample_project/out/\(layer).\(format)"]
      try await run("/usr/bin/bsdtar", ["-xf", archive.string, "-C", target.string], in: project)
    }
    // Nothing may lead back to where the layers were published.
    try project.remove("fixtures")
    let installer = try await installer(in: project)
    for layer in layers {
      try await run(
        installer, ["-I", target.appending(layer).appending("postinstall.py").string], in: project)
    }
    let said = try await run(target.appending("app-ledger/bin/python"), ["-I", "-m", "ledger"], in: project)
    #expect(said.contains("measures 1.1"), "\(said)")
  }

  @discardableResult private func run(
    _ program: FilePath, _ arguments: [String], in project: Project
  ) async throws -> String {
    let outcome = try await Program.run(
      program, arguments, in: project.folder, variables: ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"])
    #expect(outcome.exitCode == 0, "\(program): \(outcome.standardError)")
    return outcome.standardOutput
  }
}
