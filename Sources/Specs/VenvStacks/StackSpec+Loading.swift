package import Diagnostics
import Store
package import SystemPackage

extension StackSpec {
  /// Reads a spec; every problem of the file is reported at once, in the order of the file.
  ///
  /// The path is made absolute as text, links are not resolved. References between layers are checked later, by the
  /// graph.
  package static func load(_ path: FilePath) throws(DiagnosticList) -> StackSpec {
    let document: LocatedValue
    var uv: LocatedValue?
    do {
      document = try TomlDocument.load(path.absolute, name: path.string)
      uv = document["tool"]?["uv"]
      if uv == nil { uv = try separateUvTable(beside: path) }
    } catch { throw DiagnosticList([error]) }
    return try parse(document, uv: uv, path: path)
  }

  /// `venvstacks.uv.toml`, which holds the settings for uv where the spec itself has none.
  private static func separateUvTable(beside path: FilePath) throws(Diagnostic) -> LocatedValue? {
    let file = path.removingLastComponent().appending("venvstacks.uv.toml")
    return file.kind == nil ? nil : try TomlDocument.load(file)
  }

  private static func parse(
    _ document: LocatedValue, uv uvTable: LocatedValue?, path: FilePath
  ) throws(DiagnosticList) -> StackSpec {
    let file = path.absolute
    var diagnostics = nearMisses(document)
    let uv = UvSettings(uvTable, diagnostics: &diagnostics)
    let surroundings = LayerSpec.Surroundings(uv: uv, folder: file.removingLastComponent())
    let layers = LayerCategory.allCases.flatMap { category in
      tables(category.key, of: document, &diagnostics)
        .compactMap { LayerSpec($0, category: category, in: surroundings, diagnostics: &diagnostics) }
    }
    let runtimes = layers.filter { $0.category == .runtime }.map(\.name)
    let assay = AssaySettings(document["tool"]?["assay"], runtimeNames: runtimes, diagnostics: &diagnostics)
    diagnostics += duplicateNames(layers)
    diagnostics = diagnostics.inFileOrder
    guard !diagnostics.contains(where: { $0.severity == .error }) else { throw DiagnosticList(diagnostics) }
    return StackSpec(
      name: path.string, file: file, layers: layers, uv: uv, assay: assay, warnings: diagnostics)
  }

  private static func tables(
    _ key: String, of document: LocatedValue, _ diagnostics: inout [Diagnostic]
  ) -> [LocatedValue] {
    guard let value = document[key] else { return [] }
    let wrong = value.elements.map { $0.first { $0.entries == nil } } ?? value
    guard let wrong else { return value.elements ?? [] }
    diagnostics.append(
      Diagnostic(
        "spec.wrong-type",
        value.elements == nil
          ? "'\(key)' must be an array of tables, but is \(wrong.kind)"
          : "'\(key)' must hold tables, but this is \(wrong.kind)", at: wrong.place,
        hint: "write [[\(key)]] above each layer"))
    return []
  }

  private static func duplicateNames(_ layers: [LayerSpec]) -> [Diagnostic] {
    var seen: [String: LayerSpec] = [:]
    return layers.compactMap { layer in
      guard let first = seen.updateValue(layer, forKey: layer.buildName) else { return nil }
      let kinds = first.category == layer.category ? "\(layer.category.rawValue)s" : "layers"
      return Diagnostic(
        "spec.duplicate-name", "two \(kinds) are built as '\(layer.buildName)'; the first is at \(first.place)",
        at: layer.place, hint: "rename one of them")
    }
  }

  /// Other top-level keys belong to other tools; a slip in one of ours would go unnoticed.
  private static func nearMisses(_ document: LocatedValue) -> [Diagnostic] {
    let ours = LayerCategory.allCases.map(\.key)
    return (document.entries ?? []).compactMap { entry in
      guard !ours.contains(entry.key), entry.key != "tool", let near = nearestName(to: entry.key, among: ours) else {
        return nil
      }
      return Diagnostic(
        "spec.unknown-key", "'\(escaped(entry.key))' is not read", at: entry.place, hint: "did you mean '\(near)'?",
        severity: .warning)
    }
  }
}
