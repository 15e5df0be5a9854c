import ArgumentParser
import Diagnostics
import Graph
import Publishing
import PythonLayers
import Store
import Verification

/// `assay lock`: resolves the requirements of layers.
struct LockCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lock", abstract: "Lock the requirements of a stack's layers.",
    discussion: """
      The locks of all layers are replaced in one step; if one can't be locked, all stay as they were.
      A layer above one that is locked is locked too.
      """)

  @OptionGroup var options: StackOptions

  @OptionGroup var locking: LockingOptions

  @Flag(name: .customLong("if-needed"), help: "Lock only layers whose lock does not fit the spec.")
  var ifNeeded = false

  @Option(
    name: .customLong("include"),
    help: .init("Lock only layers that match, and those above them; may be repeated.", valueName: "PATTERN"))
  var included: [String] = []

  @Flag(
    name: .customLong("lock-dependencies"),
    help: "Lock what included layers build on, too; else that is locked only where its lock does not fit.")
  var locksDependencies = false

  @Option(
    name: .customLong("reset-lock"),
    help: .init(
      "Lock a layer that matches as if it had no lock, also with --if-needed; may be repeated.", valueName: "PATTERN"))
  var reset: [String] = []

  func run() async throws {
    let setup = try options.load(locking)
    let plan = try LockPlan(
      of: setup.graph, including: included, mode: ifNeeded ? .ifNeeded : .always, lockDependencies: locksDependencies,
      resetting: reset)
    let before = try setup.committedLocks()
    let outcome = try await setup.lock(from: before, plan: plan)
    let after = outcome.locks
    try Task.checkCancellation()
    if after != before { try FolderReplacement(of: setup.locksFolder, writing: after.files).commit() }
    Progress.shared.clear()
    outcome.warnings.forEach { Console.printError("\($0)") }
    for layer in setup.graph.layers {
      let names = LockFileNames(buildName: layer.buildName)
      let isSame = names.all.allSatisfy { before.files[$0] == after.files[$0] }
      if isSame, plan[layer] == .keep { continue }
      guard let bytes = after.files[names.metadata] else { continue }
      let metadata = try LockMetadata(parsing: bytes, file: names.metadata, command: layer.lockCommand)
      let path = "\(shown(setup.locksFolder))/\(names.lock)"
      Console.print("\(path) (locked at: \(metadata.lockedAt))" + (isSame ? "" : " changed"))
    }
  }
}
