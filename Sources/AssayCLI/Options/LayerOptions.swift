import ArgumentParser
import Graph
import Verification

/// Which layers of a stack, and whether only to show them: what every command takes that works on layers.
struct LayerOptions: ParsableArguments {
  @Option(
    name: .customLong("include"),
    help: .init(
      "Only layers whose names match, such as 'app-*', and what must go with them; may be repeated.",
      valueName: "PATTERN"))
  var include: [String] = []

  @Flag(name: .customLong("allow-missing"), inversion: .prefixedNo, help: "Only warn of a pattern that no layer fits.")
  var allowMissing = false

  @Flag(inversion: .prefixedNo, help: "Print a JSON object, and do nothing else unless --show is given too.")
  var json = false

  @Option(
    name: .customLong("build-dir"),
    help: .init("Taken as venvstacks takes it, without effect: layers are built in the store.", valueName: "DIR"))
  var buildDir: String?

  /// The layers of a stack that are asked for, with what is done to each; warnings go to standard error.
  ///
  /// - Parameter targets: Further patterns of their names.
  func select(
    _ request: SelectionRequest, targets: [String] = [], of setup: StackSetup
  ) throws -> LayerSelection {
    var request = request
    (request.include, request.allowsMissing) = (include + targets, allowMissing)
    let selection = try LayerSelection(request, of: setup.graph)
    selection.warnings.forEach { Console.printError("\($0)") }
    return selection
  }

  /// - Throws: A usage error when something was said that does not hold for elements.
  func refuseForElements() throws {
    guard include.isEmpty, !allowMissing else {
      throw ValidationError("--include and --allow-missing are for layers; name elements after the stack")
    }
  }
}
