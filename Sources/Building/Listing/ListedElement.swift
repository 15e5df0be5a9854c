package import Graph
package import Specs
package import Store

/// An element as a list of a project's elements has it: what it is, and what a build would make of it now.
package struct ListedElement: Sendable {
  package let declaration: ElementDeclaration
  package let keys: ElementKeys.Pair
  package let status: ElementStatus
  /// The tree of its artifact; nil when that is not there, or is a failure.
  package let files: ContentDigest?
  /// Names, in order of level, then name.
  package let buildDependencies: [String]
  package let runtimeDependencies: [String]
  /// All of both.
  package let dependencies: [String]
  /// Finds ``conditions``: a large project has many more of them than elements, and seldom is one asked for.
  let findConditions: @Sendable () -> [Condition]
  /// In the order of the file.
  package let sources: [Source]
  /// For a blocked element by whom, down to the root: `tested(lib.bst) by lib-test.bst`; escaped.
  package let blockage: String?

  package var name: String { declaration.name }
  /// For whom and for which condition it waits without being built with them, by the providers' names.
  package var conditions: [Condition] { findConditions() }

  /// A provider that vouches for a subject.
  package struct Condition: Hashable, Sendable {
    package let condition: String
    package let subject: String
    package let provider: String
  }

  /// Where a part of an element comes from.
  package struct Source: Hashable, Sendable {
    /// As it is written in files, such as `tar`.
    package let kind: String
    /// A path below the project's folder, or an address as it is written.
    package let address: String
    /// Nil for what the project holds itself, and where there is no reference yet.
    package let sha256: String?
  }
}
