import Foundation
import SystemPackage
import TestSupport
import Testing

/// Goldens as venvstacks' own projects commit them: a manifest and metadata files, and no inventories.
@Suite(.temporaryFolder, .slowTestsEnabled, .tags(.slow), .needs("bwrap"), .needsUv)
struct VenvstacksLayoutTests {
  private static let manifests = "goldens/expected_manifests/linux_x86_64"

  /// The sample stack with what is expected of it in venvstacks' layout.
  private func makeProject() throws -> Project {
    let project = try Project()
    try project.write(
      """
      [stacks.old]
      spec = "\(Project.spec)"
      expected = "goldens"
      expected-layout = "venvstacks"
      locks = "\(Project.locks)"
      """, to: "assay.toml")
    for (path, data) in try snapshot(project[Project.platform])
    where path.hasSuffix(".json") && !path.hasPrefix("contents") {
      try project.write(String(decoding: data.dropLast(), as: UTF8.self), to: "\(Self.manifests)/\(path)")
    }
    return project
  }

  @Test func runtimesOfTheHostAreNotCompared() async throws {
    let outcome = try await makeProject().assayWhenFilled("verify")
    #expect(
      outcome.standardOutput == """
        passed     locked-inputs    the committed locks were made from this spec
        passed     locks            locking again gives the committed locks
        passed     dry-run          the publication request names the expected artifacts
        passed     build            everything builds from what is committed, without a network unless it asks for one
        passed     tests            passed 'table'
        passed     metadata         manifest and metadata are as expected
        skipped    contents         venvstacks' layout has no inventories of archives
        passed     archives         layer 'cpython-3.11': not comparable: with the provider "host" it holds no interpreter; \
        layer 'cpython-3.11-lts': not comparable: with the provider "host" it holds no interpreter
        passed     export           launched 'hello', 'reporter', 'ledger', 'notes'
        passed     no-side-effects  spec, locks and expected outputs are untouched
        verified: stack 'old' for linux_x86_64 (skipped: contents)

        """)
    #expect(outcome.exitCode == 0)
  }

  @Test func aRuntimeOutOfReachIsSkippedAndTheOthersAreVerified() async throws {
    let project = try makeProject()
    try project.replace(
      "[tool.assay]",
      with: """
        [tool.assay.runtimes.default]
        provider = "archive"
        archives.linux_x86_64 = { url = "https://example.org/python.tar.gz", sha256 = "\(String(repeating: "0", count: 64))" }

        [tool.assay]
        """, in: Project.spec)
    let outcome = try await project.assayWhenFilled("verify", "--offline")
    #expect(outcome.exitCode == 0, "\(outcome.standardOutput)")
    let reason = "'python.tar.gz' is not in the store, and --offline forbids to fetch it"
    #expect(
      outcome.standardOutput == """
        passed     locked-inputs    the committed locks were made from this spec
        passed     locks            locking again gives the committed locks
        passed     dry-run          the publication request names the expected artifacts
        passed     build            'cpython-3.11' is skipped: \(reason); 'cpython-3.11-lts' is skipped: \(reason); \
        'app-reporter' is not gated here: \(reason)
        skipped    tests            'table' is skipped: \(reason)
        passed     metadata         skipped: 'cpython-3.11', 'cpython-3.11-lts'
        skipped    contents         venvstacks' layout has no inventories of archives
        passed     archives         skipped: 'cpython-3.11', 'cpython-3.11-lts'
        skipped    export           applications on skipped layers were not launched: 'cpython-3.11', 'cpython-3.11-lts'
        passed     no-side-effects  spec, locks and expected outputs are untouched
        verified: stack 'old' for linux_x86_64 (skipped: tests, contents, export)

        """)
    let before = try snapshot(project["goldens"])
    try project.replace(
      "\"layers\": {", with: "\"other\": 1,\n  \"layers\": {", in: "\(Self.manifests)/venvstacks.json")
    let tampered = try await project.assay("verify", "--offline", "--check", "metadata")
    #expect(tampered.exitCode == 1)
    #expect(
      tampered.standardOutput.contains("the manifest lists other layers or fields [metadata.layers]"),
      "\(tampered.standardOutput)")
    try project.replace("\"other\": 1,\n  ", with: "", in: "\(Self.manifests)/venvstacks.json")
    let update = try await project.assay("update", "--offline")
    #expect(update.exitCode == 2)
    #expect(
      update.standardError.hasPrefix(
        """
        \(Self.manifests)/env_metadata/cpython-3.11.json: error: layer 'cpython-3.11' is expected but can't be built \
        here: \(reason) [update.skipped]
        hint: update where it can be built, or remove the file and the manifest's entry

        """), "\(update.standardError)")
    #expect(try snapshot(project["goldens"]) == before)
  }

  @Test func anotherArchiveFails() async throws {
    let project = try makeProject()
    try project.replace(
      "\"archive_size\": ", with: "\"archive_size\": 1", in: "\(Self.manifests)/env_metadata/app-hello.json")
    let outcome = try await project.assayWhenFilled("verify", "--check", "archives")
    #expect(outcome.exitCode == 1)
    #expect(outcome.standardOutput.contains("goldens/expected_manifests/linux_x86_64/env_metadata/app-hello.json"))
    #expect(
      outcome.standardOutput.contains(
        """
          hint: another publisher's files in each layer make other bytes: put its postinstall.py and wrappers into a folder \
        and name it by 'injected' in [tool.assay]; if the change is meant, run 'assay update old'

        """), "\(outcome.standardOutput)")
  }

  @Test func anUpdateKeepsTheLayout() async throws {
    let project = try makeProject()
    let before = try snapshot(project["goldens"])
    try project.remove("\(Self.manifests)/env_metadata/app-hello.json")
    let outcome = try await project.assayWhenFilled("update")
    #expect(outcome.exitCode == 0, "\(outcome.standardError)")
    #expect(try snapshot(project["goldens"]) == before)
  }
}
