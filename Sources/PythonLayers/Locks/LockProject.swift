import Diagnostics
import Graph
import Specs

/// The throw-away project that stands for one layer when uv resolves it.
enum LockProject {
  /// The text of its `pyproject.toml`.
  ///
  /// - Parameters:
  ///   - constraints: What lower layers pin.
  ///   - findLinks: Absolute folders with wheels.
  static func text(layer: Layer, uv: UvSettings, constraints: [String], findLinks: [String]) -> String {
    let requirements = LockHashes.cleaned(layer.requirementTexts).sorted(by: byteOrder).map(TomlText.string)
    let settings = uv.layerTable(
      packageIndexes: layer.packageIndexes, priorityIndexes: layer.spec.priorityIndexes, constraints: constraints,
      findLinks: findLinks)
    // Else uv looks for a workspace in the folders above, up to the root.
    let workspace = settings.contains { $0.key == "workspace" } ? "" : "workspace = {}\n"
    return """
      [project]
      name = \(TomlText.string(projectName(layer.buildName)))
      version = "0"
      dependencies = [\(requirements.joined(separator: ", "))]
      requires-python = "==\(layer.pythonVersion).*"

      [tool.uv]
      \(TomlText.lines(settings))\(workspace)
      """
  }

  private static func projectName(_ buildName: String) -> String {
    canonicalName(
      String(buildName.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "-" }))
  }
}
