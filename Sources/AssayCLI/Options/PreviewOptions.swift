import ArgumentParser
import CanonicalJSON
import Graph
import Publishing
import Reports
import Verification

/// Showing what a command is about to do.
struct PreviewOptions: ParsableArguments {
  @Flag(inversion: .prefixedNo, help: "Show the layers with what is done to each, then do it.")
  var show = false

  @Flag(name: .customLong("show-only"), inversion: .prefixedNo, help: "Show the layers, and do nothing.")
  var showOnly = false

  /// Shows the layers where that is asked for.
  ///
  /// - Returns: Whether the command goes on. What it says then goes to standard error where standard output holds JSON.
  func show(_ selection: LayerSelection, of setup: StackSetup, _ layers: LayerOptions) async throws -> Bool {
    guard show || showOnly || layers.json else { return true }
    let statuses = try await setup.pipeline.lockStatuses(setup.committedLocks())
    Progress.shared.clear()
    let report = StackStatusReport(StackStatus(of: setup.graph, statuses, selection))
    Console.print(layers.json ? report.json.text : report.tree, terminator: "")
    if layers.json { Console.resultsGoToStandardError() }
    return !showOnly && (show || !layers.json)
  }
}
