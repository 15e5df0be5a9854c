package import Diagnostics
package import Specs

/// A layer with its references resolved.
package final class Layer: Sendable {
  package let spec: LayerSpec
  /// The name of the layer's build folder and of its lock files.
  package let buildName: String
  /// All frameworks below in order of import.
  package let frameworks: [Layer]
  /// Nil for a runtime.
  package let runtime: Layer?
  /// All layers below in order of import, the runtime last.
  package let dependencies: [Layer]
  /// How many layers the longest way down to a runtime passes; nought for a runtime.
  let depth: Int
  /// In the spec's order, or sorted where the layers below decide; empty for a layer that is switched off.
  package let platforms: [TargetPlatform]
  /// Canonical package names to index names, with what is inherited.
  package let packageIndexes: [String: String]
  /// Indexes of frameworks below that gave way to those of ``packageIndexes``.
  let overriddenIndexes: [String: Set<String>]
  private let assay: AssaySettings
  private let stackName: String

  init(
    spec: LayerSpec, frameworks: [Layer], runtime: Layer?, depth: Int, platforms: [TargetPlatform],
    packageIndexes: [String: String], overriddenIndexes: [String: Set<String>], assay: AssaySettings, stackName: String
  ) {
    (self.spec, self.frameworks, self.runtime, self.depth) = (spec, frameworks, runtime, depth)
    buildName = spec.buildName
    dependencies = frameworks + (runtime.map { [$0] } ?? [])
    (self.platforms, self.packageIndexes) = (platforms, packageIndexes)
    (self.overriddenIndexes, self.assay, self.stackName) = (overriddenIndexes, assay, stackName)
  }

  /// The command that makes the layer's lock anew, for hints.
  package var lockCommand: String { "assay lock \(escaped(stackName))" }

  package var category: LayerCategory { spec.category }
  /// The bare name, unique in its category.
  package var name: String { spec.name }
  package var isVersioned: Bool { spec.isVersioned }

  /// The deployed name; versioned layers carry the version of their lock.
  package func installTarget(lockVersion: Int) -> String { isVersioned ? "\(buildName)@\(lockVersion)" : buildName }

  /// Requirement strings in normal form, in the spec's order.
  package var requirementTexts: [String] { spec.requirements.map(\.text) }

  /// Relative to the spec's folder, the launch module first.
  package var modulePaths: [String] { (spec.launchModule.map { [$0] } ?? []) + spec.supportModules }

  /// The implementation as the spec names it, `cpython@X.Y.Z`.
  package var pythonImplementation: String { "\(implementation.name)@\(implementation.version)" }
  /// The version that the spec names, `X.Y.Z`.
  package var pythonFullVersion: String { implementation.version }
  /// The version without its last number, `X.Y`.
  package var pythonVersion: String { implementation.version.split(separator: ".").prefix(2).joined(separator: ".") }

  package func markerEnvironment(for platform: TargetPlatform) -> MarkerEnvironment {
    platform.markerEnvironment(implementation: implementation.name, pythonVersion: implementation.version)
  }

  /// The interpreter archive of the layer's runtime; nil where the machine's own interpreter is used.
  ///
  /// - Throws: `runtime.no-archive` when archives are named, but none for this platform.
  package func interpreterSource(for platform: TargetPlatform) throws(Diagnostic) -> InterpreterSource? {
    let runtime = runtime ?? self
    switch assay.provider(of: runtime.name) {
    case .host: return nil
    case .archive(let sources):
      guard let source = sources[platform] else {
        throw Diagnostic(
          "runtime.no-archive", "runtime '\(runtime.name)' names no interpreter archive for \(platform.rawValue)",
          at: runtime.spec.place,
          hint:
            "add archives.\(platform.rawValue) to [tool.assay.runtimes.\(runtime.name)], or use the provider \"host\"")
      }
      return source
    }
  }

  /// Whether ``interpreterSource(for:)`` names an archive.
  package func hasInterpreterSource(for platform: TargetPlatform) -> Bool {
    guard case .archive(let sources) = assay.provider(of: (runtime ?? self).name) else { return false }
    return sources[platform] != nil
  }

  /// Why a layer can't be built for a platform, in a sentence without a full stop; nil when it can.
  ///
  /// On the machine's own platform a missing archive is a mistake of the spec and not a reason to leave a layer out.
  package func reasonToSkip(on platform: TargetPlatform) -> String? {
    guard category == .runtime, platform != .current, !hasInterpreterSource(for: platform) else { return nil }
    switch assay.provider(of: name) {
    case .archive:
      return "[tool.assay.runtimes] names no interpreter archive of '\(name)' for \(platform.rawValue)"
    case .host where platform.isWindows:
      return "the launcher of a host runtime is a shell script, which \(platform.rawValue) can't run"
    case .host: return nil
    }
  }

  private var implementation: (name: String, version: String) {
    switch (runtime ?? self).spec.base {
    case .implementation(let name, let version): (name, version)
    // A runtime has no other base, and every other layer has a runtime.
    case .runtime, .frameworks: ("", "")
    }
  }
}
