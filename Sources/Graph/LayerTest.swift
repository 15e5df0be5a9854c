import Diagnostics
package import Specs

/// A test of layers with its references resolved.
package struct LayerTest: Sendable {
  package let spec: LayerTestSpec
  /// What is installed for the test, on top of what it tests; never published.
  package let layer: Layer
  /// What it tests.
  package let subjects: [Layer]

  package var buildName: String { spec.buildName }
}

/// A test that vouches for a layer below one that demands it.
package struct LayerConditionEdge: Sendable {
  package let condition: String
  /// The build name of the layer that the test vouches for.
  package let subject: String
  package let test: LayerTest
}

extension LayerGraph {
  /// What must have passed before a layer is published: the tests of all layers below it.
  ///
  /// Only those of the conditions that it demands; by subject, then in the spec's order. A layer's own tests say
  /// nothing about what it builds on.
  package func conditionEdges(of layer: Layer) -> [LayerConditionEdge] {
    layer.spec.conditionRequirements.flatMap { requirement in
      layer.dependencies.flatMap { subject in
        tests.filter { test in
          test.spec.condition == requirement.condition && test.subjects.contains { $0 === subject }
        }.map { LayerConditionEdge(condition: requirement.condition, subject: subject.buildName, test: $0) }
      }
    }
  }

  /// Layers and tests that have locks: a test without requirements needs none.
  package var lockedLayers: [Layer] { layers + tests.map(\.layer).filter { !$0.spec.requirements.isEmpty } }

  /// Warnings about conditions that nothing below a layer provides.
  static func unprovidedConditions(_ layers: [Layer], _ tests: [LayerTest]) -> [Diagnostic] {
    let known = Set(tests.map(\.spec.condition))
    return layers.flatMap { layer in
      layer.spec.conditionRequirements.compactMap { requirement -> Diagnostic? in
        let isProvided = tests.contains { test in
          test.spec.condition == requirement.condition
            && test.subjects.contains { subject in layer.dependencies.contains { $0 === subject } }
        }
        guard !isProvided else { return nil }
        return Diagnostic(
          "spec.condition-unprovided",
          "no test of a layer below '\(layer.buildName)' provides '\(escaped(requirement.condition))'",
          at: requirement.place,
          hint: suggestion(for: requirement.condition, among: known.subtracting([requirement.condition]))
            ?? "add a test: [[tests]] layers = [\"…\"]", severity: .warning)
      }
    }
  }
}

/// Resolves the tests of a stack, once its layers are.
struct LayerTestResolver {
  let spec: StackSpec
  /// By build name.
  let layers: [String: Layer]
  private(set) var diagnostics: [Diagnostic] = []

  init(_ spec: StackSpec, layers: [Layer]) {
    self.spec = spec
    self.layers = Dictionary(layers.map { ($0.buildName, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Nil when the test has problems.
  mutating func resolve(_ test: LayerTestSpec) -> LayerTest? {
    let subjects = test.layers.compactMap { subject($0, of: test) }
    guard subjects.count == test.layers.count, let first = subjects.first else { return nil }
    let runtime = first.runtime ?? first
    guard subjects.allSatisfy({ ($0.runtime ?? $0) === runtime }) else {
      report(
        "spec.inconsistent-runtimes", "its layers are on different runtimes", test, at: test.place,
        hint: "make one test for each runtime")
      return nil
    }
    let platforms = subjects.reduce(Set(TargetPlatform.allCases)) { $0.intersection($1.platforms) }
    let layer = Layer(
      spec: layerSpec(test, on: first), frameworks: Self.importOrder(of: subjects), runtime: runtime,
      depth: (subjects.map(\.depth).max() ?? 0) + 1, platforms: platforms.sorted(),
      packageIndexes: first.packageIndexes, overriddenIndexes: [:], assay: spec.assay, stackName: spec.name)
    return LayerTest(spec: test, layer: layer, subjects: subjects)
  }

  private mutating func subject(_ reference: LayerReference, of test: LayerTestSpec) -> Layer? {
    if let layer = layers[reference.name] { return layer }
    let namesake = layers.values.first { $0.name == reference.name }
    report(
      "spec.unknown-layer", "unknown layer '\(escaped(reference.name))'", test, at: reference.place,
      hint: namesake.map { "write '\($0.buildName)'" } ?? suggestion(for: reference.name, among: Array(layers.keys))
        ?? "name layers by their build names, such as 'app-hello'")
    return nil
  }

  /// Each subject before what it builds on, in the order in which it imports that; a layer only once, where the last
  /// of its users has it, which has all that it builds on behind it.
  private static func importOrder(of subjects: [Layer]) -> [Layer] {
    let chains = subjects.map { ($0.category == .runtime ? [] : [$0]) + $0.frameworks }
    var result: [Layer] = []
    for layer in chains.joined().reversed() where !result.contains(where: { $0 === layer }) { result.append(layer) }
    return result.reversed()
  }

  /// What the test's packages are locked by: the targets of the layer that it tests.
  private func layerSpec(_ test: LayerTestSpec, on subject: Layer) -> LayerSpec {
    var result = subject.spec
    (result.category, result.name, result.place) = (.test, test.name, test.place)
    (result.requirements, result.isVersioned) = (test.requirements, false)
    (result.launchModule, result.supportModules, result.conditionRequirements) = (nil, [], [])
    result.base = .frameworks(test.layers)
    return result
  }

  private mutating func report(
    _ code: String, _ message: String, _ test: LayerTestSpec, at place: Place, hint: String
  ) {
    diagnostics.append(Diagnostic(code, "test '\(test.name)': \(message)", at: place, hint: hint))
  }
}
