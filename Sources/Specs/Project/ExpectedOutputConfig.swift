package import Diagnostics
import Store
package import SystemPackage

/// `expected-output-config.toml`, beside the expected outputs: what they are made with.
package struct ExpectedOutputConfig: Hashable, Sendable {
  package static let name = "expected-output-config.toml"

  /// Versions by tool, such as `uv` to `0.8.18`.
  package var pinnedTools: [String: String] = [:]
  /// Variables that are set while locking, building and launching.
  package var variables: [String: String] = [:]
  /// When, why or by whom an update was last asked for, in words of the project's own; an edit makes one due.
  package var lastRequestedUpdate: [String: String] = [:]

  package init() {}

  /// Reads the file in a folder of expected outputs or in the one above it; empty where there is none.
  package init(near expected: FilePath) throws(DiagnosticList) {
    let folders = [expected.absolute, expected.absolute.removingLastComponent()]
    guard let file = folders.map({ $0.appending(Self.name) }).first(where: { $0.kind == .file }) else {
      self.init()
      return
    }
    let document: LocatedValue
    do { document = try TomlDocument.load(file, name: shownPath(file)) } catch { throw DiagnosticList([error]) }
    try self.init(document)
  }

  /// Reads the text of the file; `file` is how messages call it.
  package init(parsing text: String, file: String) throws(DiagnosticList) {
    let document: LocatedValue
    do { document = try TomlDocument.parse(text, file: file) } catch { throw DiagnosticList([error]) }
    try self.init(document)
  }

  private init(_ document: LocatedValue) throws(DiagnosticList) {
    var reader = FieldReader(document, subject: Self.name)
    let pins = reader.stringTable("pinned-tools")
    Self.refuseUnknownTools(pins ?? [], &reader)
    // venvstacks' own name; what else it pins there makes nothing that Assay makes.
    let packages = Self.strings(reader.stringTable("pinned-dev-packages")).filter { Self.knownTools.contains($0.key) }
    pinnedTools = packages.merging(Self.strings(pins)) { $1 }
    variables = Self.strings(reader.stringTable("env"))
    lastRequestedUpdate = Self.strings(reader.stringTable("last-requested-update"))
    reader.refuseUnknown(code: "project.unknown-field")
    guard reader.diagnostics.isEmpty else { throw DiagnosticList(reader.diagnostics.inFileOrder) }
  }

  /// Tools of which Assay checks the version before it uses them.
  private static let knownTools = ["uv"]

  /// A pin that nothing is held against would look like a promise.
  private static func refuseUnknownTools(_ pins: [FieldReader.StringField], _ reader: inout FieldReader) {
    for pin in pins where !knownTools.contains(pin.key) {
      reader.report(
        "project.unknown-tool", "no version of the tool '\(escaped(pin.key))' is ever checked", at: pin.keyPlace,
        hint: suggestion(for: pin.key, among: knownTools))
    }
  }

  private static func strings(_ fields: [FieldReader.StringField]?) -> [String: String] {
    Dictionary((fields ?? []).map { ($0.key, $0.text) }, uniquingKeysWith: { $1 })
  }
}
