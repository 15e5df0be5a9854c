package import Diagnostics
package import Graph
import Specs

/// What locking is to do with each layer.
package struct LockPlan: Sendable {
  /// Whether a layer is resolved anew.
  package enum Mode: Sendable {
    /// Resolves it.
    case always
    /// Resolves it if its lock no longer fits the spec, or a layer below it was resolved.
    case ifNeeded
    /// Leaves its lock as it is, unless a layer below it was resolved.
    case keep
  }

  private let modes: [String: Mode]
  private let common: Mode
  private let resets: Set<String>

  /// The same for every layer.
  package static func all(_ mode: Mode) -> LockPlan { LockPlan(modes: [:], common: mode, resets: []) }

  /// A mode for each layer by build name.
  ///
  /// - Parameters:
  ///   - common: For layers that are not named.
  ///   - resets: Build names: of the layers that are locked, these start from nothing.
  package init(modes: [String: Mode], common: Mode, resets: Set<String>) {
    (self.modes, self.common, self.resets) = (modes, common, resets)
  }

  /// What is to be done with a layer, as far as those below it are left as they are.
  package subscript(layer: Layer) -> Mode {
    let mode = modes[layer.buildName] ?? common
    return mode == .ifNeeded && isReset(layer) ? .always : mode
  }

  /// Whether what is known of the layer's earlier lock doesn't count.
  func isReset(_ layer: Layer) -> Bool { resets.contains(layer.buildName) }
}

/// What locking gives.
package struct LockOutcome: Sendable {
  package var locks: LockSet
  /// What deserves a look but stops nothing, such as wheels that are not there for a platform.
  package var warnings: [Diagnostic]
}
