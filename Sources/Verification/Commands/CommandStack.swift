import Causes
package import Diagnostics
import Execution
import Publishing
import PythonLayers
import Specs
package import Store
package import SystemPackage

/// A stack that any command makes: it runs in a copy of the working tree, and its outputs are held against the committed
/// ones.
package struct CommandStack: GatedStack {
  package let name: String
  package let expected: FilePath
  package let store: ContentStore
  package let warnings: [Diagnostic] = []
  let source: CommandSource
  let environment: [String: String]
  let platform: TargetPlatform
  let progress: @Sendable (String) -> Void

  /// - Throws: what is wrong with `expected-output-config.toml`, or with the store's folder.
  init(
    _ stack: ProjectFile.Stack, _ source: CommandSource, _ request: StackSetup.Request,
    progress: @escaping @Sendable (String) -> Void
  ) throws {
    let config = try ExpectedOutputConfig(near: stack.expected)
    let environment = request.environment.merging(config.variables) { $1 }
    var source = source
    source.environment.merge(config.variables) { own, _ in own }
    (name, expected, self.source, self.environment) = (stack.name, stack.expected, source, environment)
    store = try ContentStore(at: ContentStore.defaultRoot(environment: environment))
    (platform, self.progress) = (request.platform, progress)
    guard !source.isPlatformSpecific || platform == .current else {
      throw Diagnostic(
        "command.other-platform", "a command can't be run for \(platform.rawValue) on this machine",
        hint: "run it on a machine of that platform, and merge with 'assay update --from DIR'")
    }
    guard !request.isOffline || !source.usesNetwork else {
      throw Diagnostic(
        "command.offline", "the command of stack '\(escaped(name))' needs a network, and --offline was given",
        hint: "leave --offline out, or take 'network = true' out of assay.toml")
    }
  }

  package var noun: String { "output" }

  package var platformName: String { source.isPlatformSpecific ? platform.rawValue : VerificationReport.anyPlatform }

  package var checks: [CheckID] { [.build, .metadata, .contents, .archives, .repeatable, .noSideEffects] }

  package var committedPaths: [(name: String, path: FilePath)] { [("expected", expected)] }

  /// Where manifest and inventories stand.
  var outputsFolder: FilePath { source.isPlatformSpecific ? expected.appending(platform.rawValue) : expected }

  package func start() throws -> any GateRun {
    CommandGateRun(stack: self, expected: try ExpectedOutputSet(in: outputsFolder, of: self))
  }

  /// The command runs twice: what differs from one run to the next can't be expected of a third.
  package func updatePlan() async throws -> UpdatePlan {
    let first = try await CommandRun.run(self)
    let second = try await CommandRun.run(self)
    let differing = try OutputRepetition(first.outputs, second.outputs, store: store).findings()
    guard differing.isEmpty else {
      throw DiagnosticList(
        differing.map { finding in
          let causes = finding.causes.map { "\($0.id) (\($0.confidence.rawValue)): \($0.fix)" }
          return Diagnostic(
            finding.code, "'\(finding.layer ?? "")': \(finding.message)",
            hint: causes.isEmpty ? finding.hint : causes.joined(separator: "; "))
        })
    }
    return try updatePlan(to: first)
  }

  /// What would be committed for a run.
  func updatePlan(to run: CommandRun) throws -> UpdatePlan {
    let files = OutputManifest.files(run.outputs)
    let target = UpdatePlan.Target(
      folder: outputsFolder, files: files,
      removed: try OutputManifest.inventories(in: outputsFolder).filter { files[$0] == nil })
    return try UpdatePlan([target], under: expected, warnings: run.warnings)
  }
}
