package import Diagnostics
import Store
package import SystemPackage

/// `assay.toml`: the stacks of a project by name.
package struct ProjectFile: Sendable {
  /// One stack; paths are absolute.
  package struct Stack: Sendable {
    package var name: String
    package var spec: FilePath
    package var expected: FilePath
    package var locks: FilePath
    package var layout = ExpectedLayout.assay
    /// Goes before the spec's; nil where the stack doesn't say.
    package var publishFormat: PublishFormat?
  }

  /// How the expected outputs of a stack are laid out.
  package enum ExpectedLayout: String, Sendable, CaseIterable {
    /// `PLATFORM/` with manifest, metadata and inventories, and `locks/`.
    case assay
    /// `expected_manifests/PLATFORM/` with manifest and metadata, and the locks in `requirements/` beside the spec.
    case venvstacks
  }

  package static let name = "assay.toml"

  /// The folder that holds the file.
  package var folder: FilePath
  /// In the order of the file; the first is the one meant when none is named.
  package var stacks: [Stack]

  /// The file in a folder or the nearest one above it; nil when there is none.
  ///
  /// - Throws: Every problem of the file.
  package static func find(from folder: FilePath) throws(DiagnosticList) -> ProjectFile? {
    var current = folder.absolute
    while true {
      let file = current.appending(name)
      if file.kind == .file { return try load(file) }
      guard current.removeLastComponent() else { return nil }
    }
  }

  /// - Throws: Every problem of the file.
  package static func load(_ path: FilePath) throws(DiagnosticList) -> ProjectFile {
    let file = path.absolute
    let document: LocatedValue
    do { document = try TomlDocument.load(file, name: shownPath(file)) } catch { throw DiagnosticList([error]) }
    var root = FieldReader(document, subject: name)
    let entries = root.table("stacks")?.entries ?? []
    root.refuseUnknown(code: "project.unknown-field")
    let stacks = entries.compactMap { stack($0, in: file.removingLastComponent(), &root) }
    guard root.diagnostics.isEmpty else { throw DiagnosticList(root.diagnostics.inFileOrder) }
    return ProjectFile(folder: file.removingLastComponent(), stacks: stacks)
  }

  private static func stack(_ entry: LocatedValue.Entry, in folder: FilePath, _ root: inout FieldReader) -> Stack? {
    var reader = FieldReader(entry.value, subject: "[stacks.\(escaped(entry.key))]")
    defer { reader.diagnostics.forEach { root.report($0) } }
    if reader.value("command") != nil {
      reader.report(
        "project.command-stack", "this version verifies layered Python stacks only", at: entry.place,
        hint: "name a spec: spec = \"venvstacks.toml\"")
      return nil
    }
    let spec = reader.requiredString("spec", example: "\"venvstacks.toml\"")
    let expected = reader.requiredString("expected", example: "\"expected/\(escaped(entry.key))\"")
    let locks = reader.string("locks")
    let layout = layout(&reader)
    let publishFormat = reader.publishFormat()
    reader.refuseUnknown(code: "project.unknown-field")
    guard let spec, let expected else { return nil }
    func path(_ text: String) -> FilePath { folder.pushing(FilePath(text)).lexicallyNormalized() }
    let standardLocks =
      layout == .venvstacks
      ? path(spec).removingLastComponent().appending("requirements") : path(expected).appending("locks")
    return Stack(
      name: entry.key, spec: path(spec), expected: path(expected), locks: locks.map(path) ?? standardLocks,
      layout: layout, publishFormat: publishFormat)
  }

  private static func layout(_ reader: inout FieldReader) -> ExpectedLayout {
    guard let text = reader.string("expected-layout") else { return .assay }
    if let layout = ExpectedLayout(rawValue: text) { return layout }
    reader.report(
      "spec.unknown-value", "unknown layout '\(escaped(text))'", at: reader.value("expected-layout")?.place,
      hint: suggestion(for: text, among: ExpectedLayout.allCases.map(\.rawValue)))
    return .assay
  }
}

/// A path below the current folder relative to it, any other as it is.
func shownPath(_ path: FilePath) -> String {
  let current = FilePath(".").absolute
  return path.starts(with: current) ? path.relative(to: current) : path.string
}
