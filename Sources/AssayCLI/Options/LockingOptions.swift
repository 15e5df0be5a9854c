import ArgumentParser
import Diagnostics
import Verification

/// How locking judges what it meets: what every command that locks takes.
struct LockingOptions: ParsableArguments {
  /// The words of `[tool.assay] wheel-availability`.
  enum WheelAvailability: String, CaseIterable, ExpressibleByArgument {
    case error, warn
  }

  @Option(
    name: .customLong("wheel-availability"),
    help: "What a platform without a wheel of a package is; else [tool.assay] of the spec says it.")
  var wheelAvailability: WheelAvailability?

  var severity: Diagnostic.Severity? { wheelAvailability.map { $0 == .warn ? .warning : .error } }
}

extension StackOptions {
  /// Loads the layered Python stack with what was asked for locking.
  func load(_ locking: LockingOptions) throws -> StackSetup {
    var request = request
    request.wheelAvailability = locking.severity
    return try load(request, showsWarnings: true)
  }

  /// Loads the stack, of whatever kind it is, with what was asked for locking.
  func loadGated(_ locking: LockingOptions, showsWarnings: Bool = true) throws -> any GatedStack {
    try build.loadGated(stack, locking, showsWarnings: showsWarnings)
  }
}

extension MachineOptions {
  /// Loads a stack, of whatever kind it is, with what was asked for locking.
  func loadGated(_ stack: String?, _ locking: LockingOptions, showsWarnings: Bool = true) throws -> any GatedStack {
    var request = request(for: stack)
    request.wheelAvailability = locking.severity
    return try loadGated(request, showsWarnings: showsWarnings)
  }
}
