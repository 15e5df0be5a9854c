import Diagnostics
import Specs

/// Puts the package indexes that a layer inherits together with its own.
///
/// The first of the layers below wins; another index for the same package needs an entry in `index_overrides`.
struct PackageIndexMerging {
  /// Two indexes for one package.
  struct Conflict {
    var package: String
    var index: String
    var inherited: String
    var isOwn: Bool
    var place: Place

    var message: String {
      "inconsistent package indexes for '\(escaped(package))': '\(escaped(inherited))' and '\(escaped(index))'"
    }

    /// A lower layer's index gives way to the first one, an inherited one to the layer's own.
    var hint: String {
      let (given, taken) = isOwn ? (inherited, index) : (index, inherited)
      return "add index_overrides = {\(given) = \"\(taken)\"} if '\(taken)' will do for both"
    }
  }

  /// Canonical package names to index names.
  private(set) var result: [String: String]
  /// Indexes that frameworks below have for packages of the result, but that gave way.
  private(set) var overridden: [String: Set<String>] = [:]
  private(set) var conflicts: [Conflict] = []

  /// Looks at the layers named by this one only, in their order: what those below have, they have inherited, so the
  /// first layer in order of import that names a package is one of them.
  init(of layer: LayerSpec, over direct: [Layer]) {
    result = direct.first?.packageIndexes ?? [:]
    // Neighbours mostly have inherited the same map, and comparing a map with itself costs nothing.
    for lower in direct.dropFirst() where lower.packageIndexes != result { inherit(lower.packageIndexes) }
    for (package, indexes) in direct.lazy.flatMap(\.overriddenIndexes) {
      overridden[package, default: []].formUnion(indexes)
    }
    settle(by: layer)
    for own in layer.packageIndexes { add(own, of: layer) }
  }

  private mutating func inherit(_ indexes: [String: String]) {
    for (package, index) in indexes {
      if let first = result[package] {
        if first != index { overridden[package, default: []].insert(index) }
      } else {
        result[package] = index
      }
    }
  }

  /// Every index that differs from the first one must be allowed to.
  private mutating func settle(by layer: LayerSpec) {
    for (package, indexes) in overridden.sorted(by: { byteOrder($0.key, $1.key) }) {
      guard let first = result[package] else { continue }
      for index in indexes.sorted(by: byteOrder) where index != first && layer.indexOverrides[index] != first {
        conflicts.append(Conflict(package: package, index: index, inherited: first, isOwn: false, place: layer.place))
      }
    }
  }

  private mutating func add(_ own: PackageIndex, of layer: LayerSpec) {
    if let inherited = result[own.canonicalName], inherited != own.index {
      // As in venvstacks, only frameworks are looked at again from above, not the runtime.
      if case .frameworks = layer.base { overridden[own.canonicalName, default: []].insert(inherited) }
      if layer.indexOverrides[inherited] != own.index {
        conflicts.append(
          Conflict(package: own.package, index: own.index, inherited: inherited, isOwn: true, place: own.place))
      }
    }
    result[own.canonicalName] = own.index
  }
}
