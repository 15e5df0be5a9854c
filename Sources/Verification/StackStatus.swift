package import Graph
package import PythonLayers
package import Specs
import SystemPackage

/// The layers of a stack with the state of their locks, and what a command does with each.
package struct StackStatus: Hashable, Sendable {
  /// One layer.
  package struct Entry: Hashable, Sendable {
    /// The build name.
    package var name: String
    /// The deployed name; `NAME@???` for a versioned layer without a valid lock.
    package var installTarget: String
    /// Whether its lock and those of all layers below are valid.
    package var hasValidLock: Bool
    /// The names of operations; nil where none is asked for.
    package var operations: [String]?

    package init(name: String, installTarget: String, hasValidLock: Bool, operations: [String]? = nil) {
      (self.name, self.installTarget) = (name, installTarget)
      (self.hasValidLock, self.operations) = (hasValidLock, operations)
    }
  }

  /// A layer, with what it builds on where that is shown.
  package struct Branch: Hashable, Sendable {
    package var category: LayerCategory
    package var entry: Entry
    /// In order of import; nil where only operations are shown.
    package var dependencies: [Entry]?

    package init(_ category: LayerCategory, _ entry: Entry, dependencies: [Entry]? = nil) {
      (self.category, self.entry, self.dependencies) = (category, entry, dependencies)
    }
  }

  /// The spec's absolute path.
  package var spec: String
  /// In the spec's order.
  package var branches: [Branch]

  package init(spec: String, branches: [Branch]) { (self.spec, self.branches) = (spec, branches) }

  /// What a command does with the layers that it works on.
  package init(of graph: LayerGraph, _ statuses: [String: LockStatus], _ selection: LayerSelection) {
    let entries = Entries(graph, statuses)
    let layers = graph.layers.filter { selection.operations[$0.buildName] != nil }
    self.init(
      spec: graph.spec.file.string,
      branches: layers.map { Branch($0.category, entries.entry($0, operations: selection[$0].names)) })
  }

  /// The layers with those names, and what they build on.
  package init(of graph: LayerGraph, _ statuses: [String: LockStatus], showing names: Set<String>) {
    let entries = Entries(graph, statuses)
    let layers = graph.layers.filter { names.contains($0.buildName) }
    self.init(
      spec: graph.spec.file.string,
      branches: layers.map { layer in
        Branch(layer.category, entries.entry(layer), dependencies: layer.dependencies.map { entries.entry($0) })
      })
  }
}

/// Makes entries; whether a lock is valid is found out once for each layer.
private struct Entries {
  private let statuses: [String: LockStatus]
  private let valid: Set<String>

  init(_ graph: LayerGraph, _ statuses: [String: LockStatus]) {
    self.statuses = statuses
    let own = Set(graph.layers.lazy.map(\.buildName).filter { statuses[$0]?.isValid ?? false })
    let layers = graph.layers.filter { layer in
      own.contains(layer.buildName) && layer.dependencies.allSatisfy { own.contains($0.buildName) }
    }
    valid = Set(layers.map(\.buildName))
  }

  func entry(_ layer: Layer, operations: [String]? = nil) -> StackStatus.Entry {
    StackStatus.Entry(
      name: layer.buildName, installTarget: installTarget(layer), hasValidLock: valid.contains(layer.buildName),
      operations: operations)
  }

  private func installTarget(_ layer: Layer) -> String {
    guard layer.isVersioned else { return layer.buildName }
    guard valid.contains(layer.buildName), let version = statuses[layer.buildName]?.metadata?.lockVersion else {
      return layer.buildName + "@???"
    }
    return layer.installTarget(lockVersion: version)
  }
}
