import ArgumentParser
import Diagnostics
import Foundation
import Store
import Verification

/// Which pending changes: what every command takes that decides about them.
struct PendingOptions: ParsableArguments {
  @Argument(
    help: .init(
      "Globs over STACK/PATH or an end of it, such as 'sample/*/contents'; without any all changes.",
      valueName: "PATTERN"))
  var patterns: [String] = []

  /// All that is pending, and what of it is meant.
  ///
  /// - Throws: A usage error when a pattern means nothing.
  func load() async throws -> (all: PendingSelection, chosen: [PendingSelection.Item]) {
    let all = try await PendingSelection.ofProject()
    if let pattern = all.unmatched(patterns) {
      throw ValidationError("no pending change matches '\(escaped(pattern))'; 'assay pending' lists them")
    }
    return (all, all.matching(patterns))
  }
}

extension PendingSelection {
  static func ofProject(stacks: [String] = []) async throws -> PendingSelection {
    let environment = ProcessInfo.processInfo.environment
    return try await PendingSelection(
      stacks: stacks, store: ContentStore(at: ContentStore.defaultRoot(environment: environment)),
      environment: environment)
  }
}

/// Whether this runs in a CI job, as its services and other tools have agreed on it; nothing is written there unless an
/// option says so.
var isContinuousIntegration: Bool {
  let value = ProcessInfo.processInfo.environment["CI"] ?? ""
  return !value.isEmpty && value.lowercased() != "false"
}
