import Diagnostics
import Specs

/// Turns what `uv export` wrote into a layer's lock: simpler markers, shared packages marked, wheels only.
struct LockRewriting {
  /// The platforms the layer is for, with what markers see there.
  var environments: [(platform: TargetPlatform, environment: MarkerEnvironment)]
  var constraints: Constraints

  func rewritten(_ export: Pylock) throws -> Pylock {
    var result = export
    result.packages = try export.packages.compactMap(rewritten)
    return result
  }

  /// Nil for a package that no platform of the layer needs.
  private func rewritten(_ package: LockedPackage) throws -> LockedPackage? {
    var result = package
    let marker = try package.marker.map { try Marker(parsing: $0) }
    let matching = environments.filter { marker?.isTrue(in: $0.environment) ?? true }
    if marker != nil, matching.isEmpty { return nil }
    if matching.count == environments.count { result.marker = nil }
    guard try isShared(result, on: matching.map(\.environment)) else { return result }
    result.marker = result.marker.map { "(\($0)) and \(LockedPackage.sharedClause)" } ?? LockedPackage.sharedClause
    result.index = nil
    result.wheels = []
    return result
  }

  private func isShared(_ package: LockedPackage, on environments: [MarkerEnvironment]) throws -> Bool {
    let pins = constraints.pins(of: package.name)
    let marker = package.ownMarker
    if pins.contains(where: { $0.marker == nil || $0.version == package.version && $0.marker == marker }) {
      return true
    }
    let markers = try pins.compactMap(\.marker).map { try Marker(parsing: $0) }
    return !markers.isEmpty
      && environments.allSatisfy { environment in markers.contains { $0.isTrue(in: environment) } }
  }
}
