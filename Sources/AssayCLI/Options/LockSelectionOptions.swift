import ArgumentParser
import Graph

/// Which layers are locked besides those that are asked for, and how.
struct LockSelectionOptions: ParsableArguments {
  @Flag(
    name: .customLong("lock-dependencies"), inversion: .prefixedNo,
    help: "Lock what the layers build on, too; else that is locked only where its lock does not fit.")
  var lockDependencies = false

  @Option(
    name: .customLong("reset-lock"),
    help: .init(
      "Lock a layer that matches as if it had no lock; may be repeated.", valueName: "PATTERN"))
  var resetLocks: [String] = []

  @Flag(inversion: .prefixedNo, help: "Taken as venvstacks takes it: layers are always built from nothing.")
  var clean = false

  func apply(to request: inout SelectionRequest) {
    (request.dependencies.lock, request.resetLocks) = (lockDependencies, resetLocks)
  }
}
