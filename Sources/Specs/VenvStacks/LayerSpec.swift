package import Diagnostics

/// The kinds of layers of a Python stack, from the ground up; a test is one that is never published.
package enum LayerCategory: String, Sendable, CaseIterable {
  case runtime, framework, application, test

  /// What is published.
  package static let published: [LayerCategory] = [.runtime, .framework, .application]

  /// What a layer's build name starts with.
  package var prefix: String {
    switch self {
    case .runtime: ""
    case .framework: "framework-"
    case .application: "app-"
    case .test: "test-"
    }
  }

  /// The array of the spec that declares such layers.
  package var key: String { rawValue + "s" }
}

/// A reference to another layer by its bare name, with the place where it is written.
package struct LayerReference: Hashable, Sendable {
  package var name: String
  package var place: Place
}

/// A layer as a spec declares it, references not yet resolved.
package struct LayerSpec: Hashable, Sendable {
  /// What the layer stands on.
  package enum Base: Hashable, Sendable {
    /// For a runtime: `cpython@X.Y.Z`.
    case implementation(name: String, version: String)
    case runtime(LayerReference)
    case frameworks([LayerReference])
  }

  package var category: LayerCategory
  package var name: String
  package var place: Place
  package var requirements: [Requirement]
  package var isVersioned: Bool
  /// Nil where the layers below decide.
  package var platforms: [TargetPlatform]?
  package var platformsPlace: Place?
  package var linuxTarget: OSTarget
  package var macosxTarget: OSTarget
  package var dynlibExclude: [String]
  /// Canonical package names to index names.
  package var packageIndexes: [PackageIndex]
  package var priorityIndexes: [String]
  package var indexOverrides: [String: String]
  package var base: Base
  /// Relative to the spec's folder; for applications only.
  package var launchModule: String?
  /// In the order of their paths.
  package var supportModules: [String]
  /// What the layers below must have been found to be before this one is published.
  package var conditionRequirements: [ConditionRequirementDeclaration] = []

  /// The name of the layer's build folder and of its lock files.
  package var buildName: String { category.prefix + name }
}

/// A package that a layer takes from one index.
package struct PackageIndex: Hashable, Sendable {
  /// As written.
  package var package: String
  package var canonicalName: String
  package var index: String
  package var place: Place
}
