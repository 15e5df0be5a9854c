import ArgumentParser
import Diagnostics
import Graph
import Publishing
import PythonLayers
import Store
import Verification

/// `assay lock`: resolves the requirements of every layer.
struct LockCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lock", abstract: "Lock the requirements of a stack's layers.",
    discussion: "The locks of all layers are replaced in one step; if one can't be locked, all stay as they were.")

  @OptionGroup var options: StackOptions

  @Flag(name: .customLong("if-needed"), help: "Lock only layers whose lock does not fit the spec.")
  var ifNeeded = false

  func run() async throws {
    let setup = try options.load()
    let before = try setup.committedLocks()
    let after = try await setup.lock(from: before, mode: ifNeeded ? .ifNeeded : .always)
    if after != before { try FolderReplacement(of: setup.locksFolder, writing: after.files).commit() }
    Progress.shared.clear()
    for layer in setup.graph.layers {
      let names = LockFileNames(buildName: layer.buildName)
      guard let bytes = after.files[names.metadata] else { continue }
      let metadata = try LockMetadata(parsing: bytes, file: names.metadata)
      let isSame = names.all.allSatisfy { before.files[$0] == after.files[$0] }
      let path = "\(shown(setup.locksFolder))/\(names.lock)"
      Console.print("\(path) (locked at: \(metadata.lockedAt))" + (isSame ? "" : " changed"))
    }
  }
}
