import Diagnostics
import Graph
import Specs

/// Whether every package that a layer locks has a wheel for each of the layer's platforms that needs it.
struct WheelAvailability {
  let layer: Layer
  /// What a wheel that is not there means.
  let severity: Diagnostic.Severity

  /// One diagnostic for all packages that lack wheels; nil when there are none.
  func problem(of lock: Pylock) throws -> Diagnostic? {
    var lacking: [(name: String, platforms: [TargetPlatform])] = []
    for package in lock.packages where !package.isShared {
      let platforms = try platforms(withoutWheelOf: package)
      if !platforms.isEmpty { lacking.append((package.name, platforms)) }
    }
    guard !lacking.isEmpty else { return nil }
    let list = lacking.map { "'\(escaped($0.name))' for \($0.platforms.map(\.rawValue).joined(separator: ", "))" }
    let missing = Set(lacking.flatMap(\.platforms))
    return Diagnostic(
      "lock.no-wheels", "layer '\(layer.buildName)': no wheels of \(list.joined(separator: "; "))",
      at: layer.spec.place, hint: hint(possible: layer.platforms.filter { !missing.contains($0) }), severity: severity)
  }

  private func hint(possible platforms: [TargetPlatform]) -> String {
    let list = platforms.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    let remedy =
      platforms.isEmpty
      ? "no platform of the layer has all wheels: raise 'linux_target' or 'macosx_target', or drop the requirement"
      : "limit the layer to platforms = [\(list)], or raise 'linux_target' or 'macosx_target'"
    return severity == .error
      ? remedy
        + "; --wheel-availability warn, or wheel-availability = \"warn\" in [tool.assay], locks all the same" : remedy
  }

  private func platforms(withoutWheelOf package: LockedPackage) throws -> [TargetPlatform] {
    let marker = try package.marker.map { try Marker(parsing: $0) }
    let names = package.wheels.compactMap { WheelName($0.fileName) }
    let (linux, macosx) = (layer.spec.linuxTarget.version, layer.spec.macosxTarget.version)
    return layer.platforms.filter { platform in
      guard marker?.isTrue(in: layer.markerEnvironment(for: platform)) ?? true else { return false }
      return !names.contains { $0.fits(platform: platform, linuxTarget: linux, macosxTarget: macosx) }
    }
  }
}
