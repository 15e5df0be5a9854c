package import Diagnostics
package import SystemPackage

/// A stack of Python layers as its spec declares it.
package struct StackSpec: Sendable {
  /// How commands call the stack: its name in `assay.toml`, else the spec's path as it was given.
  package var name: String
  /// Absolute, links not resolved.
  package var file: FilePath
  /// Runtimes, then frameworks, then applications, each in file order.
  package var layers: [LayerSpec]
  /// In file order.
  package var tests: [LayerTestSpec] = []
  package var uv: UvSettings
  package var assay: AssaySettings
  /// What deserves a look but stops nothing.
  package var warnings: [Diagnostic]

  /// The folder that paths in the spec are relative to.
  package var folder: FilePath { file.removingLastComponent() }
}
