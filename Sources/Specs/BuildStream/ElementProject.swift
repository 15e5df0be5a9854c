package import Diagnostics
package import SystemPackage

/// A project of elements as its files declare it: `project.conf` and the `.bst` files below its element path.
///
/// Everything is composed and expanded: includes, conditionals, list directives and variables are resolved, and links
/// still stand as elements of their own. Nothing has been run, and no source has been read.
package struct ElementProject: Hashable, Sendable {
  package var name: String
  /// The folder of `project.conf`; absolute.
  package var folder: FilePath
  /// How messages call `project.conf`.
  package var file: String
  /// What commands mean that name no target; empty for every element.
  package var defaultTargets: [String]
  /// Names of warnings that are errors, sorted.
  package var fatalWarnings: [String]
  /// By name: what is reachable from the elements that were asked for, or all of the project.
  package var elements: [String: ElementDeclaration]
  package var warnings: [Diagnostic]

  package init(name: String, folder: FilePath, file: String) {
    (self.name, self.folder, self.file) = (name, folder, file)
    (defaultTargets, fatalWarnings, elements, warnings) = ([], [], [:], [])
  }
}
