import Foundation
import SystemPackage
import TestSupport
import Testing

/// What the pages of the guide show is what happens: their commands are run in order, in a copy of this project.
@Suite(.temporaryFolder, .slowTestsEnabled, .tags(.slow), .needs("bwrap"), .needs("git"))
struct GuideTests {
  static let folder = Project.source.pushing("misc/docs")

  static let pages = ((try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? [])
    .filter { $0.hasSuffix(".md") }.sorted()

  @Test(.needsUv, arguments: pages) func showsWhatHappens(page: String) async throws {
    let text = try String(contentsOfFile: Self.folder.appending(page).string, encoding: .utf8)
    let steps = ConsoleStep.steps(in: text)
    try #require(!steps.isEmpty, "\(page) shows no command")
    var session = try await Session()
    for (step, next) in zip(steps, steps.dropFirst().map(Optional.some) + [nil]) {
      let outcome = try await session.run(step.command)
      if !step.matches(outcome.standardOutput) {
        #expect(outcome.standardOutput == step.output, "\(page):\(step.line): $ \(step.command)")
      }
      // So that a page hides no failure.
      #expect(
        outcome.exitCode == 0 || next?.command == "echo $?", "\(page):\(step.line): ended with \(outcome.exitCode)")
    }
  }

  @Test func coversTheWholeGuide() {
    #expect(
      Self.pages == [
        "continuous-integration.md", "gate-any-build.md", "layered-python-stacks.md", "reading-a-diff.md",
        "test-elements.md", "updating-and-reviewing.md",
      ])
  }
}

/// A shell that begins in a copy of this project, with `assay` on its path and a store of its own.
private struct Session {
  private let project: Project
  private var variables: [String: String]
  private var folder: FilePath
  private var lastCode: Int32 = 0

  init() async throws {
    let parts = [".gitignore", "assay.toml", "fixtures", "expected"]
    project = try Project(parts: parts)
    folder = project.folder
    let programs = TemporaryFolder.path.appending("bin")
    try FileManager.default.createDirectory(atPath: programs.string, withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      atPath: programs.appending("assay").string, withDestinationPath: Program.path.string)
    variables = Program.variables.merging(
      [
        "PATH": "\(programs):/usr/local/bin:/usr/bin:/bin",
        "ASSAY_CACHE": TemporaryFolder.path.appending("cache").string,
        "HOME": TemporaryFolder.path.string, "GIT_CONFIG_NOSYSTEM": "1", "TZ": "UTC",
      ]
    ) { $1 }
    for role in ["AUTHOR", "COMMITTER"] {
      variables["GIT_\(role)_NAME"] = "Test"
      variables["GIT_\(role)_EMAIL"] = "test@example.org"
    }
    _ = try await Program.run(
      project["fixtures/conditions_project/make-root.sh"], [], in: folder, variables: variables)
    try await project.commit()
  }

  /// Runs a command where the last one has left off; all it prints comes as standard output.
  mutating func run(_ command: String) async throws -> Program.Outcome {
    let place = TemporaryFolder.path.appending("place").string
    variables["PLACE"] = place
    let script = """
      exec 2>&1
      (exit \(lastCode))
      \(command)
      code=$?
      pwd >"$PLACE"
      exit "$code"
      """
    let outcome = try await Program.run("/bin/sh", ["-c", script], in: folder, variables: variables)
    lastCode = outcome.exitCode
    folder = FilePath(try String(contentsOfFile: place, encoding: .utf8).trimmingCharacters(in: .newlines))
    return outcome
  }
}
