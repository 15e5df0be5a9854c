import Foundation
import SystemPackage
import TestSupport
import Testing

/// The same project gives the same bytes, wherever and however it is built.
@Suite(.temporaryFolder, .needs("bwrap"), .needsUv)
struct DeterminismTests {
  /// Builds everything twice from nothing; the second time all around it differs.
  @Test(.tags(.slow, .expectedOutput), .slowTestsEnabled) func archivesDoNotDependOnTheSurroundings() async throws {
    let (first, second) = (try Project(), try Project(in: TemporaryFolder.path.appending("a p\u{E4}th/elsewhere")))
    let outcome = try await Program.run(
      ["publish"], in: first.folder, variables: ["ASSAY_CACHE": TemporaryFolder.path.appending("first-cache").string])
    #expect(outcome.exitCode == 0, "\(outcome.standardError)")
    var variables = Program.variables
    variables.merge(["TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1"]) { $1 }
    variables["ASSAY_CACHE"] = TemporaryFolder.path.appending("second cache").string
    let other = try await Program.run(
      "/bin/sh", ["-c", "umask 077; exec \"$0\" publish", Program.path.string], in: second.folder, variables: variables)
    #expect(other.exitCode == 0, "\(other.standardError)")
    #expect(outcome.standardOutput == other.standardOutput)
    let folder = "fixtures/sample_project/_artifacts"
    let (left, right) = (try snapshot(first[folder]), try snapshot(second[folder]))
    #expect(left.keys.sorted() == right.keys.sorted())
    for (path, bytes) in left { #expect(right[path] == bytes, "\(path) has other bytes") }
  }

  @Test(.tags(.slow, .expectedOutput), .slowTestsEnabled) func locksDoNotDependOnTheSurroundings() async throws {
    let project = try Project()
    try project.remove("\(Project.expected)/linux_x86_64")
    try project.remove(Project.locks)
    let outcome = try await Program.run(
      ["update"], in: project.folder,
      variables: [
        "ASSAY_CACHE": TemporaryFolder.path.appending("cache").string, "TZ": "America/St_Johns", "UV_PYTHON": "3.9",
        "UV_INDEX_URL": "http://127.0.0.1:1/", "PIP_INDEX_URL": "http://127.0.0.1:1/", "PYTHONPATH": "/nowhere",
      ])
    #expect(outcome.exitCode == 0, "\(outcome.standardError)")
    let committed = try snapshot(Project.source.pushing(FilePath(Project.expected)))
    let made = try snapshot(project[Project.expected])
    #expect(made.keys.sorted() == committed.keys.sorted())
    for (path, bytes) in committed { #expect(made[path] == bytes, "\(path) has other bytes") }
  }

  /// Needs the package index.
  @Test(.tags(.slow, .expectedOutput), .slowTestsEnabled) func stackFromTheIndexIsVerifiedTwice() async throws {
    let project = try Project(
      parts: ["assay.toml", "fixtures/pypi_project", "expected/expected-output-config.toml", "expected/pypi_project"])
    let network = ProcessInfo.processInfo.environment.filter { name, _ in
      ["SSL_CERT_FILE", "SSL_CERT_DIR", "NETRC"].contains(name) || name.lowercased().hasSuffix("_proxy")
    }
    var variables = Program.variables.merging(network) { $1 }
    variables["ASSAY_CACHE"] = TemporaryFolder.path.appending("cache").string
    // Locks hold addresses of the index and are not committed; what they pin is, by hash, in the metadata.
    let made = try await Program.run(Program.path, ["lock", "pypi"], in: project.folder, variables: variables)
    #expect(made.exitCode == 0, "\(made.standardError)")
    for _ in 1...2 {
      let outcome = try await Program.run(Program.path, ["verify", "pypi"], in: project.folder, variables: variables)
      #expect(outcome.findings == "verified: stack 'pypi' for linux_x86_64\n", "\(outcome.standardError)")
      #expect(outcome.exitCode == 0)
    }
  }
}
