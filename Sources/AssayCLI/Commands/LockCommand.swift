import ArgumentParser
import Graph

/// `assay lock`: resolves the requirements of layers.
struct LockCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lock", abstract: "Lock the requirements of a stack's layers.",
    discussion: """
      The locks of all layers are replaced in one step; if one can't be locked, all stay as they were. A layer above
      one that is locked is locked too.
      """)

  @OptionGroup var options: StackOptions
  @OptionGroup var layers: LayerOptions
  @OptionGroup var preview: PreviewOptions
  @OptionGroup var locking: LockSelectionOptions
  @OptionGroup var judging: LockingOptions

  @Flag(
    name: .customLong("if-needed"), inversion: .prefixedNo, help: "Lock only layers whose lock does not fit the spec.")
  var ifNeeded = false

  func run() async throws {
    let setup = try options.load(judging)
    var request = SelectionRequest(LayerOperations(lock: ifNeeded ? .ifNeeded : .always))
    locking.apply(to: &request)
    let selection = try layers.select(request, of: setup)
    guard try await preview.show(selection, of: setup, layers) else { return }
    for line in try await LockStep(setup, selection).run() { Console.print(line) }
  }
}
