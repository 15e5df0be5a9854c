/// How much of what elements depend on goes with them.
package enum DependencyScope: String, Hashable, Sendable, CaseIterable {
  /// They alone.
  case none
  /// What they are built with, without themselves.
  case build
  /// They and what they need when they are used.
  case run
  /// They and everything that they declare to depend on.
  case all
}

extension ElementGraph {
  /// What a scope makes of some elements, each once; for all but `none` in the order in which trees are staged.
  package func elements(_ roots: [ElementID], with scope: DependencyScope) -> [ElementID] {
    switch scope {
    case .none: roots
    case .build: runClosure(roots.flatMap { elements[$0].buildDependencies })
    case .run: runClosure(roots)
    case .all: fullClosure(roots)
    }
  }
}
