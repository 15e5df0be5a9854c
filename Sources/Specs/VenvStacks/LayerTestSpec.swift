package import Diagnostics
import Store
import SystemPackage

/// A test of layers as a spec declares it: a command that runs where they are deployed, with packages of its own that
/// never enter them.
package struct LayerTestSpec: Hashable, Sendable {
  package var name: String
  package var place: Place
  /// The layers that it tests, by build name.
  package var layers: [LayerReference]
  /// What it needs beside the layers.
  package var requirements: [Requirement]
  package var command: [String]
  /// Files and folders that stand in the command's working folder, relative to the spec's folder.
  package var files: [String]
  /// Names below the working folder that are kept.
  package var outputs: [String]
  /// What passing it vouches for.
  package var condition: String
  /// In seconds.
  package var timeout: Int

  /// The name of its build folder and of its lock files.
  package var buildName: String { LayerCategory.test.prefix + name }
  /// The condition of tests that name none.
  package static let standardCondition = "tested"
}

extension LayerTestSpec {
  /// Reads one table of `[[tests]]`; nil when what is needed is missing.
  ///
  /// Problems go to `diagnostics`.
  init?(_ table: LocatedValue, in folder: FilePath, diagnostics: inout [Diagnostic]) {
    var reader = FieldReader(table, subject: "test '\(escaped(table["name"]?.string ?? "?"))'")
    defer { diagnostics += reader.diagnostics }
    let name = reader.layerName(.test)
    if reader.value("layers") == nil { reader.missing("'layers'", hint: "say what it tests: layers = [\"app-…\"]") }
    let layers = reader.strings("layers")?.map { LayerReference(name: $0.text, place: $0.place) }
    if reader.value("command") == nil {
      reader.missing("'command'", hint: "add command = [\"python\", \"-m\", \"…\"]")
    }
    let command = reader.strings("command")?.map(\.text)
    for (field, list) in [("layers", layers?.count), ("command", command?.count)] where list == 0 {
      reader.report(
        "spec.empty-list", "'\(field)' is empty", at: reader.value(field)?.place, hint: "name at least one")
    }
    let requirements = reader.value("requirements") == nil ? [] : reader.requirements()
    let files = reader.testFiles(in: folder)
    let outputs = reader.strings("outputs")?.map(\.text) ?? []
    let condition = reader.string("condition") ?? Self.standardCondition
    let timeout = reader.integer("timeout").map { Int(clamping: $0) } ?? 600
    if !(1...86_400).contains(timeout) {
      reader.report(
        "spec.wrong-value", "a timeout of \(timeout) s can't be kept", at: reader.value("timeout")?.place,
        hint: "write a number of seconds between 1 and 86400")
    }
    reader.refuseUnknown()
    guard let name, let layers, let command, !layers.isEmpty, !command.isEmpty else { return nil }
    self.init(
      name: name, place: table.place, layers: layers, requirements: requirements, command: command, files: files,
      outputs: outputs, condition: condition, timeout: timeout)
  }
}

extension FieldReader {
  /// Conditions that a layer demands of those below it.
  mutating func conditionRequirements() -> [ConditionRequirementDeclaration] {
    (strings("condition-requirements") ?? [])
      .map { ConditionRequirementDeclaration(condition: $0.text, place: $0.place) }
  }

  fileprivate mutating func testFiles(in folder: FilePath) -> [String] {
    (strings("files") ?? []).compactMap { entry in
      let path = FilePath(entry.text)
      if path.isAbsolute || path.components.contains(where: { $0.kind == .parentDirectory }) {
        report(
          "spec.outside-file", "'\(escaped(entry.text))' does not lie below the spec's folder", at: entry.place,
          hint: "put the test's files beside the spec")
        return nil
      }
      guard folder.pushing(path).kind != nil else {
        report(
          "spec.missing-file", "'\(escaped(entry.text))' does not exist", at: entry.place,
          hint: "add the file; paths are relative to the spec's folder")
        return nil
      }
      return entry.text
    }
  }
}
