import Diagnostics
import Store
import SystemPackage
import TestSupport
import Verification

/// A stack that makes what a test says, in the test's folder.
struct SampleStack: GatedStack {
  var name = "sample"
  var platformName = "linux_x86_64"
  /// What it makes, by path below the expected outputs.
  var made: [String: String] = [:]
  var build = CheckResult.Outcome.passed
  var omitted: [String] = []
  var expected: FilePath = TemporaryFolder.path.appending("expected")
  let store: ContentStore

  init(_ made: [String: String] = [:]) throws {
    self.made = made
    store = try ContentStore(at: TemporaryFolder.path.appending("store"))
  }

  var warnings: [Diagnostic] { [] }
  var noun: String { "layer" }
  var checks: [CheckID] { [.build, .metadata] }
  var committedPaths: [(name: String, path: FilePath)] { [("expected", expected)] }

  func start() throws -> any GateRun { Run(stack: self) }

  func updatePlan() async throws -> UpdatePlan {
    try UpdatePlan([.init(folder: expected, files: made.mapValues { Array($0.utf8) })], under: expected)
  }

  /// The text that is committed under a path; nil when there is none.
  func committed(_ path: String) -> String? { try? expected.pushing(FilePath(path)).readText() }

  func commit(_ files: [String: String]) throws {
    for (path, text) in files { try expected.pushing(FilePath(path)).write(Array(text.utf8)) }
  }

  private struct Run: GateRun {
    let stack: SampleStack

    func check(_ id: CheckID, require: Requirement) async throws -> CheckResult {
      guard id == .metadata else { return CheckResult(id, outcome: stack.build) }
      let isSame = stack.made.allSatisfy { stack.committed($0.key) == $0.value }
      return CheckResult(.metadata, outcome: isSame ? .passed : .failed)
    }

    func export(to folder: FilePath) async throws -> FilePath {
      let target = folder.appending(stack.exportName)
      try target.removeAll()
      for (path, text) in stack.made { try target.pushing(FilePath(path)).write(Array(text.utf8)) }
      try target.appending("archives").appending("app.tar").write([1])
      return target
    }

    func artifacts() async throws -> [ReportedArtifact] { [] }

    func omissions() async throws -> [String] { stack.omitted }

    func proposedUpdate() async throws -> UpdatePlan? { try await stack.updatePlan() }
  }
}

extension SampleStack {
  /// Verifies on a machine of its own, and exports whatever comes out.
  func exported(to name: String) async throws -> FilePath {
    let folder = TemporaryFolder.path.appending(name)
    try folder.createFolders()
    var options = Verification.Options()
    (options.exportFolder, options.exportsAlways) = (folder, true)
    _ = try await Verification(self, options).run()
    return folder
  }
}

/// The problems that are thrown, without the test's folder.
func problems(_ body: () async throws -> Void) async -> String {
  do { try await body() } catch {
    return "\(error)".split(separator: TemporaryFolder.path.string + "/", omittingEmptySubsequences: false).joined()
  }
  return ""
}
