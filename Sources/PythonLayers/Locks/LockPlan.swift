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

  /// Locks the layers that match a pattern, and all above them; what these build on is locked if needed.
  ///
  /// - Parameters:
  ///   - patterns: Globs over build names; without any, all layers are meant.
  ///   - mode: For the layers meant.
  ///   - lockDependencies: Whether the layers below those meant are treated alike.
  ///   - resets: Globs over build names: of the layers that are locked, these start from nothing.
  /// - Throws: `lock.no-layer` for each pattern that no layer matches.
  package init(
    of graph: LayerGraph, including patterns: [String], mode: Mode, lockDependencies: Bool, resetting resets: [String]
  ) throws(DiagnosticList) {
    let unknown = (patterns + resets).filter { pattern in
      !graph.layers.contains { matches($0.buildName, glob: pattern) }
    }
    guard unknown.isEmpty else {
      let names = graph.layers.map(\.buildName)
      throw DiagnosticList(unknown.map { Self.noMatch($0, names: names) })
    }
    func isMeant(_ layer: Layer) -> Bool { patterns.contains { matches(layer.buildName, glob: $0) } }
    self.resets = Set(
      graph.layers.map(\.buildName).filter { name in resets.contains { matches(name, glob: $0) } })
    common = patterns.isEmpty ? mode : .keep
    var modes: [String: Mode] = [:]
    let meant = patterns.isEmpty ? [] : graph.layers.filter(isMeant)
    let above = patterns.isEmpty ? [] : graph.layers.filter { $0.dependencies.contains(where: isMeant) }
    for layer in (meant + above).flatMap(\.dependencies) { modes[layer.buildName] = .ifNeeded }
    if lockDependencies { for layer in meant.flatMap(\.dependencies) { modes[layer.buildName] = mode } }
    for layer in meant + above { modes[layer.buildName] = mode }
    self.modes = modes
  }

  /// What is to be done with a layer, as far as those below it are left as they are.
  package subscript(layer: Layer) -> Mode {
    let mode = modes[layer.buildName] ?? common
    return mode == .ifNeeded && isReset(layer) ? .always : mode
  }

  /// Whether what is known of the layer's earlier lock doesn't count.
  func isReset(_ layer: Layer) -> Bool { resets.contains(layer.buildName) }

  private static func noMatch(_ pattern: String, names: [String]) -> Diagnostic {
    Diagnostic(
      "lock.no-layer", "no layer is called '\(escaped(pattern))'",
      hint: suggestion(for: pattern, among: names) ?? "the stack has no layers")
  }
}

/// What locking gives.
package struct LockOutcome: Sendable {
  package var locks: LockSet
  /// What deserves a look but stops nothing, such as wheels that are not there for a platform.
  package var warnings: [Diagnostic]
}
