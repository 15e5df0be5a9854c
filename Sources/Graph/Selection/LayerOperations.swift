/// What a command does with one layer.
package struct LayerOperations: Hashable, Sendable {
  /// How much a step is wanted.
  package enum Need: Sendable {
    case no
    /// Only where what the step gives is not there or out of date.
    case ifNeeded
    case always
  }

  /// Whether the lock that is there counts as none.
  package var resetsLock: Bool
  package var lock: Need
  package var build: Need
  /// Archiving or exporting; there is no "if needed" for it.
  package var publishes: Bool

  package init(resetsLock: Bool = false, lock: Need = .no, build: Need = .no, publishes: Bool = false) {
    (self.resetsLock, self.lock, self.build, self.publishes) = (resetsLock, lock, build, publishes)
  }

  /// The names that venvstacks has for the steps, in their order.
  package var names: [String] {
    func name(_ step: String, _ need: Need) -> [String] {
      switch need {
      case .no: []
      case .ifNeeded: [step + "-if-needed"]
      case .always: [step]
      }
    }
    return (resetsLock ? ["reset-lock"] : []) + name("lock", lock) + name("build", build)
      + (publishes ? ["publish"] : [])
  }
}
