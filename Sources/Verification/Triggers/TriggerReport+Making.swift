import Diagnostics
import Publishing
import Specs
import Store
package import SystemPackage

extension TriggerReport {
  /// Finds out for which stacks an update is due, from what changed since the branch left `base`.
  ///
  /// - Parameters:
  ///   - names: Stacks of `assay.toml` or paths of specs; empty for all stacks of `assay.toml`.
  ///   - head: Nil for the working tree.
  /// - Throws: `git.…` diagnostics, and every problem of `assay.toml` and of the stacks' specs.
  package static func make(
    _ names: [String], base: String, head: String?, folder: FilePath = FilePath("."), environment: [String: String]
  ) async throws -> TriggerReport {
    let project = try ProjectFile.find(from: folder)
    let stacks = try ProjectFile.Stack.select(all: names, from: folder)
    let repository = try repository(around: project?.folder ?? folder, environment)
    // Git looks while the specs are read.
    async let found = repository.changes(from: base, to: head)
    let rules = try stacks.map { try TriggerRules($0, project: project, environment: environment) }
    let outputs = (stacks + (project?.stacks ?? [])).flatMap(\.outputPaths)
    let changes = try await found
    let requests = ConfigChanges(repository: repository, changes: changes, isInWorkTree: head == nil)
    var report = TriggerReport(base: base, head: head, stacks: [])
    for (stack, rules) in zip(stacks, rules) {
      let triggers = rules.triggers(changes.map(\.file), root: repository.root, outputs: outputs)
      report.stacks.append(Stack(name: stack.name, triggers: try await requests.refined(triggers)))
    }
    return report
  }

  private static func repository(
    around folder: FilePath, _ environment: [String: String]
  ) throws(Diagnostic) -> GitRepository {
    if let repository = GitRepository(around: folder, environment: environment) { return repository }
    throw Diagnostic(
      "git.no-repository", "no work tree of git holds this folder", at: Place(shown(folder)),
      hint: "run it in a clone of the project, or make one with 'git init'")
  }
}

/// What an edit of `expected-output-config.toml` was about.
private struct ConfigChanges {
  let repository: GitRepository
  let changes: [GitRepository.Change]
  let isInWorkTree: Bool

  /// With the reasons that the file's old and new values give, in place of ``Trigger/Reason/requestedUpdate``.
  func refined(_ triggers: [Trigger]) async throws -> [Trigger] {
    var result: [Trigger] = []
    for trigger in triggers {
      guard trigger.reason == .requestedUpdate else {
        result.append(trigger)
        continue
      }
      let reasons = try await reasons(trigger.file)
      result += reasons.map { Trigger($0, file: trigger.file) }
    }
    let order = Trigger.Reason.allCases
    return order.flatMap { reason in result.filter { $0.reason == reason } }
  }

  private func reasons(_ file: String) async throws -> [Trigger.Reason] {
    let change = changes.first { $0.file == file }
    let before = config(try await repository.text(ofBlob: change?.before), file: file)
    let after = config(try await text(of: file, blob: change?.after), file: file)
    let edits: [(Trigger.Reason, Bool)] = [
      (.pinnedTool, before.pinnedTools != after.pinnedTools), (.environment, before.variables != after.variables),
    ]
    let reasons = edits.filter(\.1).map(\.0)
    return reasons.isEmpty ? [.requestedUpdate] : reasons
  }

  private func text(of file: String, blob: String?) async throws -> String? {
    guard isInWorkTree else { return try await repository.text(ofBlob: blob) }
    let path = repository.root.pushing(FilePath(file))
    return path.kind == .file ? try path.readText() : nil
  }

  /// What can't be read says nothing: then the edit itself is the reason.
  private func config(_ text: String?, file: String) -> ExpectedOutputConfig {
    text.flatMap { try? ExpectedOutputConfig(parsing: $0, file: file) } ?? ExpectedOutputConfig()
  }
}
