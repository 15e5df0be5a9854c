/// Which layers a command is asked to work on, and how.
package struct SelectionRequest: Hashable, Sendable {
  /// Steps that also reach layers which were not asked for by name.
  package struct Steps: Hashable, Sendable {
    package var lock: Bool
    package var build: Bool
    package var publish: Bool

    package init(lock: Bool = false, build: Bool = false, publish: Bool = false) {
      (self.lock, self.build, self.publish) = (lock, build, publish)
    }
  }

  /// For the layers that are asked for.
  package var operations: LayerOperations
  /// Patterns of build names, `*`, `?` and `[…]`; without any all layers are asked for.
  package var include: [String] = []
  /// Patterns of build names of layers whose locks count as none.
  package var resetLocks: [String] = []
  /// Whether a pattern that fits no layer is only worth a warning.
  package var allowsMissing = false
  /// For layers that those asked for build on.
  package var dependencies = Steps()
  /// For layers that build on those asked for; locking always reaches them.
  package var derived = Steps()

  package init(_ operations: LayerOperations) { self.operations = operations }
}
