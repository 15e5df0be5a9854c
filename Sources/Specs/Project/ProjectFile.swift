package import Diagnostics
import Store
package import SystemPackage

/// `assay.toml`: the stacks of a project by name.
package struct ProjectFile: Sendable {
  /// One stack; paths are absolute.
  package struct Stack: Sendable {
    package var name: String
    /// What is built, and how.
    package var source: StackSource
    package var expected: FilePath
    /// Goes before the spec's; nil where the stack doesn't say.
    package var publishFormat: PublishFormat?
    /// Globs of files, relative to the folder of `assay.toml`, a change of which makes an update due; nil where the
    /// stack doesn't say.
    package var triggers: [String]?

    package init(name: String, source: StackSource, expected: FilePath) {
      (self.name, self.source, self.expected) = (name, source, expected)
    }
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
  package var review = ReviewSettings()

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
    let review = ReviewSettings.read(&root)
    root.refuseUnknown(code: "project.unknown-field")
    let stacks = entries.compactMap { stack($0, in: file.removingLastComponent(), &root) }
    guard root.diagnostics.isEmpty else { throw DiagnosticList(root.diagnostics.inFileOrder) }
    return ProjectFile(folder: file.removingLastComponent(), stacks: stacks, review: review)
  }

  private static func stack(_ entry: LocatedValue.Entry, in folder: FilePath, _ root: inout FieldReader) -> Stack? {
    var reader = FieldReader(entry.value, subject: "[stacks.\(escaped(entry.key))]")
    defer { reader.diagnostics.forEach { root.report($0) } }
    let expected = reader.requiredString("expected", example: "\"expected/\(escaped(entry.key))\"")
      .map { folder.pushing(FilePath($0)).lexicallyNormalized() }
    let source = StackSource.read(&reader, in: folder, expected: expected ?? folder)
    let triggers = reader.strings("triggers")?.map(\.text)
    reader.refuseUnknown(code: "project.unknown-field")
    guard let source, let expected else { return nil }
    var stack = Stack(name: entry.key, source: source.source, expected: expected)
    (stack.publishFormat, stack.triggers) = (source.publishFormat, triggers)
    return stack
  }
}

/// A path below the current folder relative to it, any other as it is.
func shownPath(_ path: FilePath) -> String {
  let current = FilePath(".").absolute
  return path.starts(with: current) ? path.relative(to: current) : path.string
}
