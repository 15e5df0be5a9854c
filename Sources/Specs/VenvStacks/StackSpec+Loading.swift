package import Diagnostics
import Store
package import SystemPackage

extension StackSpec {
  /// What can be read of a spec, with all problems of its layers by themselves; references between layers are the
  /// graph's to check.
  package struct Draft: Sendable {
    /// Without the layers of ``unread``.
    package var spec: StackSpec
    /// Errors, in the order of the file; warnings are the spec's.
    package var problems: [Diagnostic] = []
    /// Build names of layers that are declared, but can't be used: nothing that builds on them is to blame for that.
    package var unread: Set<String> = []

    /// A spec without problems.
    package init(_ spec: StackSpec) { self.spec = spec }
  }

  /// Reads a spec; every problem of the file is reported at once, in the order of the file.
  ///
  /// - Throws: What ``draft(_:environment:)`` throws or finds.
  package static func load(
    _ path: FilePath, environment: [String: String] = [:]
  ) throws(DiagnosticList) -> StackSpec {
    let draft = try draft(path, environment: environment)
    guard draft.problems.isEmpty else {
      throw DiagnosticList((draft.problems + draft.spec.warnings).inFileOrder)
    }
    return draft.spec
  }

  /// Reads as much of a spec as can be read.
  ///
  /// The path is made absolute as text, links are not resolved.
  ///
  /// - Parameter environment: Variables; of them only `MACOSX_DEPLOYMENT_TARGET` is looked at.
  /// - Throws: Why there is no document: it is not there, can't be read, or is no TOML.
  package static func draft(
    _ path: FilePath, environment: [String: String] = [:]
  ) throws(DiagnosticList) -> Draft {
    let document: LocatedValue
    do { document = try TomlDocument.load(path.absolute, name: path.string) } catch { throw DiagnosticList([error]) }
    var diagnostics = nearMisses(document)
    let uv = uvSettings(document, beside: path, diagnostics: &diagnostics)
    return parse(document, uv: uv, path: path, environment: environment, diagnostics: diagnostics)
  }

  /// Nil when the file that holds them can't be read.
  private static func uvSettings(
    _ document: LocatedValue, beside path: FilePath, diagnostics: inout [Diagnostic]
  ) -> UvSettings? {
    do throws(Diagnostic) {
      var table = document["tool"]?["uv"]
      if table == nil { table = try separateUvTable(beside: path) }
      return UvSettings(table, diagnostics: &diagnostics)
    } catch {
      diagnostics.append(error)
      return nil
    }
  }

  /// `venvstacks.uv.toml`, which holds the settings for uv where the spec itself has none.
  private static func separateUvTable(beside path: FilePath) throws(Diagnostic) -> LocatedValue? {
    let file = path.removingLastComponent().appending("venvstacks.uv.toml")
    return file.kind == nil ? nil : try TomlDocument.load(file)
  }

  private static func parse(
    _ document: LocatedValue, uv: UvSettings?, path: FilePath, environment: [String: String],
    diagnostics known: [Diagnostic]
  ) -> Draft {
    let file = path.absolute
    var (diagnostics, unread) = (known, Set<String>())
    let surroundings = LayerSpec.Surroundings(
      uv: uv, folder: file.removingLastComponent(),
      macosxTarget: OSTarget.macosx(environment: environment, diagnostics: &diagnostics))
    let layers = LayerCategory.published.flatMap { category in
      tables(category.key, of: document, &diagnostics).compactMap { table in
        let layer = LayerSpec(table, category: category, in: surroundings, diagnostics: &diagnostics)
        if layer == nil, let name = table["name"]?.string { unread.insert(category.prefix + name) }
        return layer
      }
    }
    let tests = tables(LayerCategory.test.key, of: document, &diagnostics).compactMap {
      LayerTestSpec($0, in: surroundings.folder, diagnostics: &diagnostics)
    }
    let runtimes = layers.filter { $0.category == .runtime }.map(\.name)
    let assay = AssaySettings(document["tool"]?["assay"], runtimeNames: runtimes, diagnostics: &diagnostics)
    diagnostics += duplicateNames(layers) + duplicateNames(tests, among: layers) + sharedFolders(layers)
    diagnostics = diagnostics.inFileOrder
    var draft = Draft(
      StackSpec(
        name: path.string, file: file, layers: layers, tests: tests, uv: uv ?? UvSettings(), assay: assay,
        warnings: diagnostics.filter { $0.severity != .error }))
    draft.problems = diagnostics.filter { $0.severity == .error }
    draft.unread = unread
    return draft
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
      guard let first = seen.updateValue(layer, forKey: layer.buildName.lowercased()) else { return nil }
      guard first.buildName == layer.buildName else { return sharedFolder(layer, first) }
      let kinds = first.category == layer.category ? "\(layer.category.rawValue)s" : "layers"
      return Diagnostic(
        "spec.duplicate-name", "two \(kinds) are built as '\(layer.buildName)'; the first is at \(first.place)",
        at: layer.place, hint: "rename one of them")
    }
  }

  private static func duplicateNames(_ tests: [LayerTestSpec], among layers: [LayerSpec]) -> [Diagnostic] {
    var seen = Dictionary(layers.map { ($0.buildName, $0.place) }, uniquingKeysWith: { first, _ in first })
    return tests.compactMap { test in
      guard let first = seen.updateValue(test.place, forKey: test.buildName) else { return nil }
      return Diagnostic(
        "spec.duplicate-name", "'\(test.buildName)' is declared twice; the first is at \(first)", at: test.place,
        hint: "rename one of them")
    }
  }

  /// Two names that are one where case does not count, as in most folders of macOS and Windows.
  private static func sharedFolder(_ layer: LayerSpec, _ first: LayerSpec) -> Diagnostic {
    Diagnostic(
      "spec.same-folder",
      "the folder '\(layer.buildName)' of \(layer.category.rawValue) '\(layer.name)' differs only in case from '\(first.buildName)' of \(first.category.rawValue) '\(first.name)' at \(first.place)",
      at: layer.place, hint: "rename one of them; on macOS and Windows they are one folder")
  }

  /// A versioned layer deploys to `NAME@VERSION`, whichever version its lock has, so nothing else may be built as that.
  private static func sharedFolders(_ layers: [LayerSpec]) -> [Diagnostic] {
    let versioned = Dictionary(layers.filter(\.isVersioned).map { ($0.buildName.lowercased(), $0) }) { first, _ in first
    }
    return layers.filter { !$0.isVersioned }.compactMap { layer in
      guard let at = layer.buildName.lastIndex(of: "@"), let other = versioned[layer.buildName[..<at].lowercased()],
        case let version = layer.buildName[at...].dropFirst(), version.first != "0",
        version.wholeMatch(of: /[0-9]+/) != nil
      else { return nil }
      return Diagnostic(
        "spec.same-folder",
        "\(layer.category.rawValue) '\(layer.name)' deploys to the folder '\(layer.buildName)', as does version \(version) of \(other.category.rawValue) '\(other.name)' at \(other.place)",
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
