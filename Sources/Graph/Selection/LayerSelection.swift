package import Diagnostics
import Specs

/// The layers that a command works on, and what it does with each.
///
/// The rules are venvstacks': what is asked for gets the requested steps. Layers below get them when it is said so, and
/// else are locked and built only where needed. Layers above are always locked with those below, and built or published
/// when it is said so. A step that presupposes one which a layer doesn't get is left out.
package struct LayerSelection: Sendable {
  /// By build name; layers that nothing is done with are absent.
  package private(set) var operations: [String: LayerOperations] = [:]
  /// The build names of the layers that were asked for.
  package let included: Set<String>
  /// Patterns that fit no layer, where that is allowed.
  package private(set) var warnings: [Diagnostic] = []

  /// - Throws: `select.no-match` for each pattern that fits no layer, `select.conflict` where a layer is above one that
  ///   is asked for and below another, and should be treated differently as either.
  package init(_ request: SelectionRequest, of graph: LayerGraph) throws(DiagnosticList) {
    let names = graph.layers.map(\.buildName)
    var missing: [Diagnostic] = []
    let reset = Self.matches(request.resetLocks, names, "--reset-lock", request, &missing)
    let asked = Self.matches(request.include, names, "--include", request, &missing)
    included = request.include.isEmpty ? Set(names) : asked
    if missing.contains(where: { $0.severity == .error }) { throw DiagnosticList(missing) }
    warnings = missing

    let (below, above) = (Self.dependencies(of: included, in: graph), Self.derived(from: included, in: graph))
    let steps = Self.effective(request)
    try Self.refuseConflicts(
      graph.layers.filter { below.contains($0.buildName) && above.contains($0.buildName) }, steps)
    for name in names {
      if let operations = Self.operations(
        request.operations, isIncluded: included.contains(name), isBelow: below.contains(name),
        isAbove: above.contains(name), resets: reset.contains(name), steps)
      {
        self.operations[name] = operations
      }
    }
  }

  /// What is done with a layer.
  package subscript(layer: Layer) -> LayerOperations { operations[layer.buildName] ?? LayerOperations() }

  /// Steps that layers below and above get after all.
  private typealias Effective = (below: SelectionRequest.Steps, above: SelectionRequest.Steps)

  /// Without steps that presuppose another one that is not taken.
  private static func effective(_ request: SelectionRequest) -> Effective {
    var (below, above) = (request.dependencies, request.derived)
    let operations = request.operations
    if operations.lock != .no {
      above.lock = true
      if !below.lock { (below.build, below.publish) = (false, false) }
    } else {
      (above.lock, below.lock) = (false, false)
    }
    if operations.build != .no {
      if !below.build { below.publish = false }
      if !above.build { above.publish = false }
    } else {
      (above.build, below.build) = (false, false)
    }
    if !operations.publishes { (above.publish, below.publish) = (false, false) }
    return (below, above)
  }

  /// Nil for a layer that nothing is done with.
  private static func operations(
    _ requested: LayerOperations, isIncluded: Bool, isBelow: Bool, isAbove: Bool, resets: Bool, _ steps: Effective
  ) -> LayerOperations? {
    var result = requested
    if isIncluded {
      result.resetsLock = resets && requested.lock != .no
    } else if isBelow {
      result.lock = steps.below.lock ? requested.lock : .ifNeeded
      result.build = steps.below.build ? requested.build : .ifNeeded
      result.publishes = steps.below.publish
      result.resetsLock = resets && steps.below.lock
    } else if isAbove {
      result.lock = steps.above.lock ? requested.lock : .no
      result.build = steps.above.build ? requested.build : .no
      result.publishes = steps.above.publish
      result.resetsLock = resets && steps.above.lock
    } else {
      return nil
    }
    return isIncluded || !result.names.isEmpty ? result : nil
  }

  private static func dependencies(of included: Set<String>, in graph: LayerGraph) -> Set<String> {
    let above = graph.layers.filter { included.contains($0.buildName) }
    return Set(above.lazy.flatMap(\.dependencies).map(\.buildName)).subtracting(included)
  }

  private static func derived(from included: Set<String>, in graph: LayerGraph) -> Set<String> {
    let above = graph.layers.filter { $0.dependencies.contains { included.contains($0.buildName) } }
    return Set(above.map(\.buildName)).subtracting(included)
  }

  private static func matches(
    _ patterns: [String], _ names: [String], _ option: String, _ request: SelectionRequest,
    _ missing: inout [Diagnostic]
  ) -> Set<String> {
    var result: Set<String> = []
    for pattern in patterns {
      let found = names.filter { Specs.matches($0, glob: pattern) }
      result.formUnion(found)
      guard found.isEmpty else { continue }
      missing.append(
        Diagnostic(
          "select.no-match", "\(option): no layer is called '\(escaped(pattern))'",
          hint: suggestion(for: pattern, among: names), severity: request.allowsMissing ? .warning : .error))
    }
    return result
  }

  private static func refuseConflicts(_ layers: [Layer], _ steps: Effective) throws(DiagnosticList) {
    let kinds = [
      ("lock", steps.above.lock, steps.below.lock), ("build", steps.above.build, steps.below.build),
      ("publication", steps.above.publish, steps.below.publish),
    ]
    guard !layers.isEmpty, let (kind, _, _) = kinds.first(where: { $0.1 != $0.2 }) else { return }
    let list = layers.map { "'\($0.buildName)'" }.joined(separator: ", ")
    throw DiagnosticList([
      Diagnostic(
        "select.conflict",
        "conflicting \(kind) instructions for \(list): on top of a layer that is asked for, and below another",
        hint: "ask for the layer too: --include '\(layers[0].buildName)'")
    ])
  }
}
