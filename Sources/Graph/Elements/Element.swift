package import Diagnostics
package import Specs

/// The number of an element in its ``ElementGraph``; all that it declares to depend on have smaller ones.
package typealias ElementID = Int

/// An element of a project with its dependencies resolved.
package struct Element: Sendable {
  package let id: ElementID
  package let declaration: ElementDeclaration
  /// One for each element it depends on, sorted by id; the order of declaration does not matter.
  package let dependencies: [Dependency]
  /// What it is built with, sorted by id.
  package let buildDependencies: [ElementID]
  /// What it needs when it is used, sorted by id.
  package let runtimeDependencies: [ElementID]

  package var name: String { declaration.name }

  init(id: ElementID, _ declaration: ElementDeclaration, dependencies: [Dependency]) {
    (self.id, self.declaration, self.dependencies) = (id, declaration, dependencies)
    buildDependencies = dependencies.filter(\.isForBuild).map(\.element)
    runtimeDependencies = dependencies.filter(\.isForRun).map(\.element)
  }
}

/// What an element declares of another one, all its declarations of it joined and links followed.
package struct Dependency: Hashable, Sendable {
  package internal(set) var element: ElementID
  package internal(set) var isForBuild: Bool
  package internal(set) var isForRun: Bool
  /// Where the tree is staged for a build: sorted, each once, and empty when it is needed at run time only.
  package internal(set) var locations: [String]
  /// Of the first declaration.
  package let place: Place

  init(_ declaration: DependencyDeclaration, of element: ElementID) {
    (self.element, place) = (element, declaration.place)
    (isForBuild, isForRun) = (declaration.isForBuild, declaration.isForRun)
    locations = declaration.isForBuild ? [declaration.location] : []
  }

  mutating func join(_ other: Self) {
    isForBuild = isForBuild || other.isForBuild
    isForRun = isForRun || other.isForRun
    for location in other.locations where !locations.contains(location) { locations.append(location) }
    locations.sort(by: byteOrder)
  }
}
