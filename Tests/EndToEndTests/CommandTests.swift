import CanonicalJSON
import Foundation
import SystemPackage
import TestSupport
import Testing

/// The single steps: `show`, `lock`, `build`, `publish` and `export`.
@Suite(.temporaryFolder, .needs("bwrap"), .needsUv)
struct CommandTests {
  @Test func showListsLayersAndMarksThoseWithoutALock() async throws {
    let project = try Project()
    try project.remove("\(Project.locks)/framework-chart/pylock.framework-chart.toml")
    let outcome = try await project.assay("show")
    #expect(
      outcome.standardOutput.hasPrefix(
        """
        \(project[Project.spec])
        ├── Runtimes
        │   ├── cpython-3.11
        │   └── cpython-3.11-lts -> cpython-3.11-lts@1
        ├── Frameworks
        │   ├── framework-text
        │   │   └── cpython-3.11
        │   ├── framework-table
        │   │   ├── framework-text
        │   │   └── cpython-3.11
        │   ├── *framework-chart -> framework-chart@???

        """), "\(outcome.standardOutput)")
    #expect(outcome.exitCode == 0)
  }

  @Test(arguments: ["-V", "--version"]) func theVersionIsOneLine(option: String) async throws {
    let outcome = try await Project().assay(option)
    #expect(outcome.standardOutput == "0.1.0\n")
    #expect(outcome.exitCode == 0)
  }

  @Test func stepsAreSaidOnLinesOfTheirOwnWhereThatIsAskedFor() async throws {
    let project = try Project()
    let said = try await project.assay("-v", "lock", "--offline")
    #expect(said.standardError.hasPrefix("locking cpython-3.11"))
    #expect(try await project.assay("--quiet", "lock", "--offline").standardError == "")
    let both = try await project.assay("-v", "-q", "lock")
    #expect(both.exitCode == 64)
    #expect(both.standardError.hasPrefix("Error: '--verbose' and '--quiet' exclude each other\n"))
  }

  @Test func showGivesTheStatusObject() async throws {
    let outcome = try await Project().assay("show", "--json")
    let json = try JSONValue(parsing: Array(outcome.standardOutput.utf8), file: "status")
    #expect(
      json["runtimes"]?.arrayValue?.compactMap { $0["name"]?.stringValue } == ["cpython-3.11", "cpython-3.11-lts"])
    #expect(json["frameworks"]?.arrayValue?.count == 5)
    let reporter = json["applications"]?.arrayValue?.first { $0["name"]?.stringValue == "app-reporter" }
    #expect(reporter?["has_valid_lock"] == .bool(true))
    #expect(reporter?["install_target"]?.stringValue == "app-reporter")
    #expect(
      reporter?["dependencies"]?.arrayValue?.compactMap { $0["install_target"]?.stringValue }
        == ["framework-report", "framework-table", "framework-chart@1", "framework-text", "cpython-3.11"])
  }

  @Test func lockSaysWhatChanged() async throws {
    let project = try Project()
    let before = try snapshot(project.folder)
    let unchanged = try await project.assayWhenFilled("lock", "--if-needed")
    #expect(
      unchanged.standardOutput.hasPrefix(
        "expected/sample_project/locks/cpython-3.11/pylock.cpython-3_11.toml (locked at: 2026-01-01T00:00:00+00:00)\n"))
    #expect(unchanged.standardOutput.split(separator: "\n").count == 11)
    #expect(try snapshot(project.folder) == before)
    try project.remove(Project.locks)
    let made = try await project.assay("lock")
    #expect(made.standardOutput.split(separator: "\n").allSatisfy { $0.hasSuffix(" changed") })
    #expect(
      try snapshot(project[Project.locks]).keys.sorted()
        == snapshot(Project.source.pushing(FilePath(Project.locks))).keys.sorted())
  }

  @Test func buildNamesTrees() async throws {
    let outcome = try await Project().assayWhenFilled("build")
    let lines = outcome.standardOutput.split(separator: "\n")
    #expect(lines.count == 10)
    #expect(lines.allSatisfy { $0.contains(#/^[0-9a-f]{64}  [a-z]/#) })
    #expect(lines.contains { $0.hasSuffix("  framework-chart@1") })
  }

  @Test func publishWritesWhatItAnnounces() async throws {
    let project = try Project()
    let request = try await project.assayWhenFilled("publish", "--dry-run", "--output-dir", "out")
    #expect(try snapshot(project["fixtures/sample_project"])["out"] == nil)
    let outcome = try await project.assay("publish", "--output-dir", "out")
    let files = try snapshot(project["fixtures/sample_project/out"])
    #expect(files.keys.count { $0.hasSuffix(".tar.xz") } == 10)
    #expect(try project.read("fixtures/sample_project/out/__venvstacks__/venvstacks.json") == outcome.standardOutput)
    #expect(try project.read("\(Project.platform)/venvstacks.json") == outcome.standardOutput)
    let announced = try JSONValue(parsing: Array(request.standardOutput.utf8), file: "request")
    let written = try JSONValue(parsing: Array(outcome.standardOutput.utf8), file: "manifest")
    for category in ["runtimes", "frameworks", "applications"] {
      let names = [announced, written].map {
        ($0["layers"]?[category]?.arrayValue ?? []).map { $0["archive_name"]?.stringValue }
      }
      #expect(names[0] == names[1])
    }
    let again = try await project.assay("publish", "--output-dir", "out")
    #expect(again.standardOutput == outcome.standardOutput)
    #expect(try snapshot(project["fixtures/sample_project/out"]) == files)
    let tagged = try await project.assay("publish", "--output-dir", "tagged", "--tag-outputs")
    #expect(tagged.standardOutput.contains("\"archive_name\": \"framework-chart@1-linux_x86_64-1.tar.xz\""))
  }

  @Test func exportedApplicationRuns() async throws {
    let project = try Project()
    let outcome = try await project.assayWhenFilled("export", "--output-dir", "../../an export")
    #expect(outcome.exitCode == 0, "\(outcome.standardError)")
    #expect(outcome.standardOutput.split(separator: "\n").count == 10)
    let run = try await Program.run(
      project["an export/app-ledger/bin/python"], ["-m", "ledger"], in: project.folder,
      variables: ["PATH": "/usr/bin:/bin"])
    #expect(run.exitCode == 0, "\(run.standardError)")
    #expect(run.standardOutput.contains("measures 1.1"), "\(run.standardOutput)")
  }

  @Test func everyStepRefusesWhatIsNotLocked() async throws {
    let project = try Project()
    try project.remove("\(Project.locks)/app-hello")
    for command in ["build", "publish", "export"] {
      let outcome = try await project.assay(command)
      #expect(outcome.exitCode == 2)
      #expect(
        outcome.standardError == """
          expected/sample_project/locks: error: layer 'app-hello' has no 'app-hello/pylock.app-hello.toml' and no 'app-hello/pylock.app-hello.meta.json' [lock.missing]
          hint: run 'assay lock sample'

          """)
    }
  }
}
