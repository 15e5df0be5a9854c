package import Diagnostics
import Specs
package import Store
package import SystemPackage

/// The two keys of every element, all known before anything runs.
///
/// The payload key `P` covers what is staged and run, and nothing about conditions. The artifact key `K` is the same
/// where nothing gates; else it also covers the artifact keys of dependencies and of the providers that gate. So a
/// changed test gives a new `K` to all that waits for it, and the payload of none of them is made again.
///
/// What an element is built with enters through one digest for each direct build dependency, which covers that
/// dependency's own key and those of its runtime dependencies: this stands for the whole build closure in its staging
/// order, and sees how the dependencies depend on each other.
package struct ElementKeys: Sendable {
  package struct Pair: Hashable, Sendable {
    package let payload: ContentDigest
    package let artifact: ContentDigest
    /// Whether a provider gates the element or anything it is built with.
    package var isGated: Bool { payload != artifact }
  }

  /// By element id.
  private let pairs: [Pair]

  /// - Parameter localSources: The digests of the trees or files behind the local sources of the graph's elements.
  /// - Throws: Every source whose content is not pinned.
  package init(_ graph: ElementGraph, localSources: [FilePath: ContentDigest] = [:]) throws(DiagnosticList) {
    let none = ContentDigest(of: "")
    var pairs = [Pair](repeating: Pair(payload: none, artifact: none), count: graph.elements.count)
    /// What dependents see of an element: its key, with those of its runtime dependencies where it has any.
    var staged = pairs
    var payload = PayloadText(graph, localSources: localSources)
    var gates = GateText()
    for id in graph.buildOrder {
      let element = graph.elements[id]
      let key = payload.key(of: element) { staged[$0].payload }
      pairs[id] = Pair(payload: key, artifact: artifactKey(of: element, payload: key, graph, pairs, staged, &gates))
      staged[id] = Pair(
        payload: stagedKey(of: element, pairs[id].payload) { staged[$0].payload },
        artifact: stagedKey(of: element, pairs[id].artifact) { staged[$0].artifact })
    }
    guard payload.problems.isEmpty else { throw DiagnosticList(payload.problems.inFileOrder) }
    self.pairs = pairs
  }

  package subscript(element: ElementID) -> Pair { pairs[element] }
}

/// The payload key where nothing gates the element or what it is built with.
private func artifactKey(
  of element: Element, payload: ContentDigest, _ graph: ElementGraph, _ pairs: [ElementKeys.Pair],
  _ staged: [ElementKeys.Pair], _ gates: inout GateText
) -> ContentDigest {
  let providers = graph.providers(of: element.id)
  guard !providers.isEmpty || element.buildDependencies.contains(where: { staged[$0].isGated }) else { return payload }
  var text = KeyText()
  text.add("format", "assay.artifact/1")
  text.add("payload", payload)
  for dependency in element.buildDependencies { text.add("dependency", staged[dependency].artifact) }
  for provider in providers { text.add(gates.text(of: provider, pairs[provider].artifact)) }
  return text.digest
}

private func stagedKey(
  of element: Element, _ own: ContentDigest, _ staged: (ElementID) -> ContentDigest
) -> ContentDigest {
  guard !element.runtimeDependencies.isEmpty else { return own }
  var text = KeyText()
  text.add("format", "assay.staged/1")
  text.add("element", own)
  for dependency in element.runtimeDependencies { text.add("runs-with", staged(dependency)) }
  return text.digest
}

/// What the keys of requirers say of a provider; kept, since the same tests may gate thousands of elements.
private struct GateText {
  private var known: [ElementID: KeyText] = [:]

  mutating func text(of provider: ElementID, _ key: ContentDigest) -> KeyText {
    if let text = known[provider] { return text }
    var text = KeyText()
    text.add("condition", key)
    known[provider] = text
    return text
  }
}
