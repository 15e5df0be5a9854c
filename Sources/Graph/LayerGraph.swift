package import Diagnostics
package import Specs

/// The layers of a stack with references resolved, in the spec's order: runtimes, frameworks, applications.
package struct LayerGraph: Sendable {
  package private(set) var spec: StackSpec
  /// Without layers that are switched off by `platforms = []`.
  package let layers: [Layer]
  /// In the spec's order.
  package let tests: [LayerTest]
  private let byBuildName: [String: Layer]

  /// - Throws: Every problem of the references between layers.
  package init(_ spec: StackSpec) throws(DiagnosticList) { try self.init(StackSpec.Draft(spec)) }

  /// - Throws: Every problem of the spec and of the references between its layers, in the order of the file.
  package init(_ draft: StackSpec.Draft) throws(DiagnosticList) {
    spec = draft.spec
    var resolver = LayerResolver(spec, unread: draft.unread)
    let all = spec.layers.compactMap { resolver.resolve($0) }
    var testResolver = LayerTestResolver(spec, layers: all.filter { !$0.platforms.isEmpty })
    tests = spec.tests.compactMap { testResolver.resolve($0) }
    let problems = draft.problems + resolver.diagnostics + testResolver.diagnostics
    guard problems.isEmpty else { throw DiagnosticList((problems + spec.warnings).inFileOrder) }
    layers = all.filter { !$0.platforms.isEmpty }
    spec.warnings += Self.unprovidedConditions(layers, tests)
    byBuildName = Dictionary(layers.map { ($0.buildName, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The layer that is built under a name; nil when there is none or it is switched off.
  package subscript(buildName: String) -> Layer? { byBuildName[buildName] }

  /// Layers in groups: the members of a group only build on earlier groups.
  package var waves: [[Layer]] {
    Dictionary(grouping: lockedLayers, by: \.depth).sorted { $0.key < $1.key }.map(\.value)
  }
}
