package import Diagnostics
package import Graph
package import PythonLayers
package import Store

/// What building a layer gave.
package struct BuiltLayer: Sendable {
  package var layer: LockedLayer
  /// The layer's tree, or why there is none; a test that failed is a reason too.
  package var result: Result<Folder, DiagnosticList>
  /// Conditions that it demands whose tests could not be run, neither passed nor failed.
  package var untested: [UntestedCondition] = []
}

/// A condition whose test could not be run.
package struct UntestedCondition: Sendable {
  package var edge: LayerConditionEdge
  /// Why not.
  package var problems: DiagnosticList

  /// Why not, in words.
  package var reason: String { problems.diagnostics.map(\.message).joined(separator: "; ") }
}
