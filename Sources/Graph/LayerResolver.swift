import Diagnostics
import Specs

/// Resolves layers in the spec's order; a layer may only refer to those before it, so there are no cycles.
struct LayerResolver {
  private(set) var diagnostics: [Diagnostic] = []
  private let spec: StackSpec
  private var runtimes: [String: Layer] = [:]
  private var frameworks = FrameworkTable()
  /// Layers that were declared but have problems, so that who refers to them is not reported too.
  private var broken: Set<String>

  /// - Parameter unread: Build names of layers that are declared, but not in the spec.
  init(_ spec: StackSpec, unread: Set<String>) { (self.spec, broken) = (spec, unread) }

  /// The layer with its references resolved; nil when it has problems, or builds on one that has.
  mutating func resolve(_ layer: LayerSpec) -> Layer? {
    guard let foundation = foundation(of: layer), let resolved = make(layer, on: foundation) else {
      broken.insert(layer.buildName)
      return nil
    }
    switch layer.category {
    case .runtime: runtimes[layer.name] = resolved
    case .framework: frameworks.add(resolved, linearised: foundation.order)
    case .application, .test: break
    }
    return resolved
  }

  /// What a layer stands on.
  private struct Foundation {
    var runtime: Layer?
    /// The frameworks that the layer itself names.
    var declared: [Layer] = []
    /// All frameworks below by their numbers, in order of import.
    var order: [Int] = []
  }

  private mutating func foundation(of layer: LayerSpec) -> Foundation? {
    switch layer.base {
    case .implementation: return Foundation()
    case .runtime(let reference):
      return lookUp(reference, runtimes[reference.name], .runtime, for: layer).map { Foundation(runtime: $0) }
    case .frameworks(let references):
      let declared = references.compactMap { lookUp($0, frameworks[$0.name], .framework, for: layer) }
      guard declared.count == references.count, let runtime = commonRuntime(of: declared, for: layer) else {
        return nil
      }
      return order(declared, for: layer).map { Foundation(runtime: runtime, declared: declared, order: $0) }
    }
  }

  private mutating func lookUp(
    _ reference: LayerReference, _ found: Layer?, _ category: LayerCategory, for layer: LayerSpec
  ) -> Layer? {
    if let found { return found }
    guard !broken.contains(category.prefix + reference.name) || isItself(reference, category, layer) else { return nil }
    report(
      "spec.unknown-layer", "unknown \(category.rawValue) '\(escaped(reference.name))'", for: layer,
      at: reference.place,
      hint: hint(reference, category, for: layer))
    return nil
  }

  private func hint(_ reference: LayerReference, _ category: LayerCategory, for layer: LayerSpec) -> String {
    if isItself(reference, category, layer) { return "a layer can't build on itself: drop the reference" }
    let namesakes = spec.layers.filter { $0.name == reference.name }
    if namesakes.contains(where: { $0.category == category }) {
      return "it is declared further down; a layer can only build on those above it"
    }
    switch namesakes.first?.category {
    case .runtime?: return "'\(reference.name)' is a runtime: write runtime = \"\(reference.name)\""
    case .framework?: return "'\(reference.name)' is a framework: write frameworks = [\"\(reference.name)\"]"
    case .application?: return "'\(reference.name)' is an application, which nothing can build on"
    case .test?, nil: break
    }
    let names = category == .runtime ? Array(runtimes.keys) : frameworks.names
    return suggestion(for: reference.name, among: names) ?? "declare it above: [[\(category.key)]]"
  }

  private func isItself(_ reference: LayerReference, _ category: LayerCategory, _ layer: LayerSpec) -> Bool {
    reference.name == layer.name && category == layer.category
  }

  private mutating func commonRuntime(of declared: [Layer], for layer: LayerSpec) -> Layer? {
    guard let runtime = declared.first?.runtime else { return nil }
    if declared.allSatisfy({ $0.runtime === runtime }) { return runtime }
    let list = declared.map { "'\($0.name)' (on '\($0.runtime?.name ?? "")')" }.joined(separator: ", ")
    report(
      "spec.inconsistent-runtimes", "inconsistent frameworks, on different runtimes: \(list)", for: layer,
      at: layer.place,
      hint: "all frameworks of a layer need one runtime")
    return nil
  }

  private mutating func order(_ declared: [Layer], for layer: LayerSpec) -> [Int]? {
    switch frameworks.order(of: declared) {
    case .success(let order): return order
    case .failure(let conflict):
      let sequences = conflict.remaining.map { sequence in
        "[\(sequence.map { frameworks.layers[$0].name }.joined(separator: ", "))]"
      }
      report(
        "spec.no-order", "linearization failed; no order satisfies \(sequences.joined(separator: ", "))", for: layer,
        at: layer.place, hint: "name a framework before those it builds on")
      return nil
    }
  }

  private mutating func make(_ layer: LayerSpec, on foundation: Foundation) -> Layer? {
    let lower = foundation.order.map { frameworks.layers[$0] }
    let direct = foundation.declared.isEmpty ? foundation.runtime.map { [$0] } ?? [] : foundation.declared
    let merging = PackageIndexMerging(of: layer, over: direct)
    for conflict in merging.conflicts {
      report("spec.inconsistent-indexes", conflict.message, for: layer, at: conflict.place, hint: conflict.hint)
    }
    guard let platforms = platforms(of: layer, above: direct), merging.conflicts.isEmpty else { return nil }
    return Layer(
      spec: layer, frameworks: lower, runtime: foundation.runtime, depth: (direct.map(\.depth).max() ?? -1) + 1,
      platforms: platforms, packageIndexes: merging.result, overriddenIndexes: merging.overridden,
      assay: spec.assay, stackName: spec.name)
  }

  /// Looks at the layers named by this one only: their platforms are among those of all below them.
  private mutating func platforms(of layer: LayerSpec, above direct: [Layer]) -> [TargetPlatform]? {
    let possible = direct.reduce(Set(TargetPlatform.allCases)) { $0.intersection($1.platforms) }
    guard let declared = layer.platforms else { return possible.sorted() }
    let impossible = declared.filter { !possible.contains($0) }
    if impossible.isEmpty { return declared }
    let list = impossible.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    report(
      "spec.inconsistent-platforms", "not supported by lower layers: \(list)", for: layer,
      at: layer.platformsPlace ?? layer.place, hint: "drop these platforms, or add them to the layers below")
    return nil
  }

  private mutating func report(
    _ code: String, _ message: String, for layer: LayerSpec, at place: Place, hint: String
  ) {
    let subject = "\(layer.category.rawValue) '\(layer.name)'"
    diagnostics.append(Diagnostic(code, "\(subject): \(message)", at: place, hint: hint))
  }
}

/// The frameworks resolved so far, numbered in the spec's order.
private struct FrameworkTable {
  private(set) var layers: [Layer] = []
  private var numbers: [String: Int] = [:]
  private var linearised: [[Int]] = []

  var names: [String] { Array(numbers.keys) }

  subscript(name: String) -> Layer? { numbers[name].map { layers[$0] } }

  func order(of declared: [Layer]) -> Result<[Int], LinearisationConflict> {
    linearise(declared: declared.compactMap { numbers[$0.name] }, linearised: linearised)
  }

  mutating func add(_ layer: Layer, linearised order: [Int]) {
    numbers[layer.name] = layers.count
    layers.append(layer)
    linearised.append(order)
  }
}
