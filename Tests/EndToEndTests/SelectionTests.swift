import CanonicalJSON
import Foundation
import SystemPackage
import TestSupport
import Testing

/// Commands that work on some of a stack's layers, or only say what they would do.
@Suite(.temporaryFolder, .slowTestsEnabled, .tags(.slow), .needs("bwrap"), .needsUv)
struct SelectionTests {
  private func json(_ outcome: Program.Outcome) throws -> JSONValue {
    try JSONValue(parsing: Array(outcome.standardOutput.utf8), file: "status")
  }

  /// `NAME: OPERATION OPERATION` for each layer of a status object.
  private func operations(_ json: JSONValue) -> [String] {
    ["runtimes", "frameworks", "applications"].flatMap { json[$0]?.arrayValue ?? [] }.map { layer in
      let names = (layer["selected_operations"]?.arrayValue ?? []).compactMap(\.stringValue)
      return "\(layer["name"]?.stringValue ?? ""): \(names.joined(separator: " "))"
    }
  }

  @Test func showListsTheLayersThatMatch() async throws {
    let project = try Project()
    let outcome = try await project.assay("show", "--include", "app-[hl]*", "--include", "*-text")
    #expect(
      outcome.standardOutput == """
        \(project[Project.spec])
        ├── Runtimes
        ├── Frameworks
        │   └── framework-text
        │       └── cpython-3.11
        └── Applications
            ├── app-hello
            │   └── cpython-3.11
            └── app-ledger
                ├── framework-chart -> framework-chart@1
                ├── framework-table
                ├── framework-text
                └── cpython-3.11

        """)
  }

  @Test func aPatternThatNoLayerFitsStopsTheCommand() async throws {
    let project = try Project()
    let outcome = try await project.assay("show", "--include", "app-helo")
    #expect(outcome.exitCode == 2)
    #expect(outcome.standardOutput == "")
    #expect(
      outcome.standardError == """
        error: --include: no layer is called 'app-helo' [select.no-match]
        hint: did you mean 'app-hello'?

        """)
    let allowed = try await project.assay("show", "--json", "--allow-missing", "--include", "app-helo")
    #expect(allowed.exitCode == 0)
    #expect(allowed.standardError.hasPrefix("warning: --include: no layer is called 'app-helo' [select.no-match]\n"))
    #expect(operations(try json(allowed)) == [])
  }

  @Test func commandsSayWhatTheyWouldDoAndDoNothing() async throws {
    let project = try Project()
    let before = try snapshot(project.folder)
    let lock = try await project.assay("lock", "--include", "framework-chart", "--json")
    #expect(
      operations(try json(lock)) == [
        "cpython-3.11: lock-if-needed build-if-needed", "framework-text: lock-if-needed build-if-needed",
        "framework-chart: lock", "framework-report: lock", "app-reporter: lock", "app-ledger: lock",
      ])
    let build = try await project.assay(
      "build", "--lock-if-needed", "--include", "app-hello", "--include-dependencies", "--show-only", "--json")
    #expect(
      operations(try json(build)) == [
        "cpython-3.11: lock-if-needed build publish", "app-hello: lock-if-needed build publish",
      ])
    let publish = try await project.assay("publish", "--include", "framework-text", "--publish-derived", "--json")
    #expect(operations(try json(publish)).first == "cpython-3.11: lock-if-needed build-if-needed")
    #expect(operations(try json(publish)).dropFirst().allSatisfy { $0.hasSuffix(": publish") })
    let export = try await project.assay("local-export", "--include", "app-hello", "--show-only")
    #expect(export.standardOutput.hasSuffix("    └── app-hello (publish)\n"), "\(export.standardOutput)")
    #expect(try snapshot(project.folder) == before)
  }

  @Test func withShowTheWorkIsDoneToo() async throws {
    let project = try Project()
    let tree = try await project.assayWhenFilled("build", "--include", "app-hello", "--show")
    #expect(tree.standardOutput.contains("    └── app-hello (build, publish)\n"))
    #expect(tree.standardOutput.hasSuffix("  app-hello\n"))
    let object = try await project.assay("build", "--include", "app-hello", "--show", "--json")
    #expect(operations(try json(object)).last == "app-hello: build publish")
    #expect(object.standardError.hasSuffix("  app-hello\n"))
  }

  @Test func aPartIsPublishedBesideWhatIsThere() async throws {
    let project = try Project()
    let out = "fixtures/sample_project/out"
    let first = try await project.assayWhenFilled(
      "publish", "--output-dir", "out", "--include", "app-hello", "--publish-dependencies")
    #expect(
      try snapshot(project[out]).keys.filter { $0.hasSuffix(".tar.xz") }.sorted()
        == ["app-hello.tar.xz", "cpython-3.11.tar.xz"])
    let second = try await project.assay("publish", "--output-dir", "out", "--include", "framework-text")
    #expect(second.exitCode == 0, "\(second.standardError)")
    let layers = try JSONValue(parsing: Array(second.standardOutput.utf8), file: "manifest")["layers"]
    func names(_ category: String) -> [String] {
      (layers?[category]?.arrayValue ?? []).compactMap { $0["layer_name"]?.stringValue }
    }
    #expect(names("runtimes") == ["cpython-3.11"])
    #expect(names("frameworks") == ["framework-text"])
    #expect(names("applications") == ["app-hello"])
    #expect(first.standardOutput != second.standardOutput)
    let third = try await project.assay(
      "build", "--no-build", "--publish", "--output-dir", "out", "--include", "framework-text")
    #expect(third.standardOutput == second.standardOutput)
  }

  @Test func aPartIsLockedAndTheRestStaysAsItIs() async throws {
    let project = try Project()
    try project.write("broken", to: "\(Project.locks)/app-notes/pylock.app-notes.toml")
    try project.remove("\(Project.locks)/app-hello")
    let outcome = try await project.assayWhenFilled("lock", "--if-needed", "--include", "app-hello")
    #expect(outcome.exitCode == 0, "\(outcome.standardError)")
    #expect(outcome.standardOutput.hasSuffix("(locked at: 2026-01-01T00:00:00+00:00) changed\n"))
    #expect(try project.read("\(Project.locks)/app-notes/pylock.app-notes.toml") == "broken")
    #expect(
      try snapshot(project["\(Project.locks)/app-hello"])
        == snapshot(Project.source.pushing(FilePath("\(Project.locks)/app-hello"))))
  }

  @Test func aSpecWithoutAProjectKeepsItsLocksBesideIt() async throws {
    let project = try Project()
    let folder = "elsewhere"
    try FileManager.default.copyItem(
      atPath: project["fixtures/sample_project"].string, toPath: project[folder].string)
    try FileManager.default.copyItem(
      atPath: project[Project.locks].string, toPath: project["\(folder)/requirements"].string)
    try project.remove("assay.toml")
    let outcome = try await project.assay("show", "--json", "\(folder)/venvstacks.toml")
    let status = try json(outcome)
    #expect(status["spec_name"]?.stringValue == project["\(folder)/venvstacks.toml"].string)
    let runtimes = status["runtimes"]?.arrayValue ?? []
    #expect(runtimes.map { $0["has_valid_lock"] } == [.bool(true), .bool(true)])
  }

  @Test func warningsGoToStandardError() async throws {
    let project = try Project()
    try project.replace(
      "versioned = true\n", with: "versioned = true\nbuild_requirements = []\n", in: Project.spec)
    let outcome = try await project.assay("show", "--json")
    #expect(outcome.exitCode == 0)
    #expect(try json(outcome)["frameworks"]?.arrayValue?.count == 5)
    #expect(
      outcome.standardError.contains(
        "warning: runtime 'cpython-3.11-lts': 'build_requirements' has no effect any more [spec.deprecated]\n"))
  }
}
