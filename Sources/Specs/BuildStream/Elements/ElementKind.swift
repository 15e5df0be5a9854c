/// The kinds of elements that can be loaded.
enum ElementKind: String, CaseIterable, Sendable {
  case `import`, manual, script, stack, compose, filter, link
  case autotools, cmake, meson, make

  /// Whether it runs the four lists of commands over its sources.
  var isBuild: Bool {
    switch self {
    case .manual, .autotools, .cmake, .meson, .make: true
    case .import, .script, .stack, .compose, .filter, .link: false
    }
  }

  var takesSources: Bool { isBuild || self == .import }

  var takesRuntimeDependencies: Bool { self != .script && self != .compose && self != .link }

  /// Whether dependencies may say where they are staged.
  var takesLocations: Bool { isBuild || self == .script }
}
