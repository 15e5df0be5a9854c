import Archives
import CanonicalJSON
import Causes
import Comparison
import Diagnostics
import Publishing
import Store
import SystemPackage

/// One file that a stack made, as the gate compares it: an archive of an element, or an output of a command.
struct GatedOutput: Sendable {
  /// What the manifest calls it: a path without `..`, which the name of its inventory is made of.
  var name: String
  /// What the manifest says of it beside its size and digest.
  var fields: [String: JSONValue]
  /// The file, in the store.
  var blob: Blob
  /// Its members, or the one content that it is.
  var contents: ContentsFile

  /// The output's entry in the manifest.
  var entry: JSONValue {
    var entry = JSONValue.object(fields)
    entry["name"] = .string(name)
    entry["size"] = .integer(blob.size)
    entry["sha256"] = .string(blob.digest.hex)
    return entry
  }

  /// Below the folder of expected outputs.
  static func contentsPath(_ name: String) -> String { "contents/\(name).mtree" }
}

/// `outputs.json`: the outputs of a stack in the order of their names.
enum OutputManifest {
  static let name = "outputs.json"
  static let schema = "assay.outputs/1"

  /// The files that are committed for outputs, by path below the folder of expected outputs.
  ///
  /// - Parameter others: Entries by name that stay as they are.
  static func files(_ outputs: [GatedOutput], keeping others: [String: JSONValue] = [:]) -> [String: [UInt8]] {
    let entries = others.merging(outputs.map { ($0.name, $0.entry) }) { $1 }
    let list = entries.sorted { byteOrder($0.key, $1.key) }.map(\.value)
    let json: JSONValue = ["schema": .string(schema), "outputs": .array(list)]
    var files = [name: json.bytes]
    for output in outputs { files[GatedOutput.contentsPath(output.name)] = output.contents.bytes }
    return files
  }

  /// The inventories that a folder of expected outputs holds, by path below it.
  static func inventories(in folder: FilePath) throws(Diagnostic) -> [String] {
    let contents = folder.appending("contents")
    guard contents.kind == .folder else { return [] }
    return try contents.filesBelow().filter { $0.hasSuffix(".mtree") }.map { "contents/\($0)" }
  }
}

/// The committed outputs of a stack, read as far as they can be.
struct ExpectedOutputSet: Sendable {
  /// One entry of the manifest.
  struct Entry: Sendable {
    var json: JSONValue
    var blob: Blob
  }

  let folder: FilePath
  /// By name.
  let entries: [String: Entry]

  /// - Throws: `expected.missing` when there is no manifest, and what is wrong with it.
  init(in folder: FilePath, of stack: any GatedStack) throws {
    self.folder = folder
    let file = folder.appending(OutputManifest.name)
    guard file.kind == .file else {
      throw Diagnostic(
        "expected.missing", "there are no expected outputs of stack '\(escaped(stack.name))'",
        at: Place(Publishing.shown(folder)),
        hint: "run '\(stack.command("update"))' to make them, read them, and commit them")
    }
    let json = try ExpectedOutputs.json(file).get()
    guard json["schema"]?.stringValue == OutputManifest.schema else {
      throw Self.unusable(
        file, "its schema is not \(OutputManifest.schema)",
        hint: "a newer assay may have written it; else \(stack.makeHint)")
    }
    var entries: [String: Entry] = [:]
    for value in json["outputs"]?.arrayValue ?? [] {
      guard let name = value["name"]?.stringValue, Self.isSafe(name), let size = value["size"]?.integerValue,
        let digest = value["sha256"]?.stringValue.flatMap({ ContentDigest(hex: $0) })
      else {
        throw Self.unusable(
          file, "an entry lacks a usable name, size or sha256", hint: "repair it, or \(stack.makeHint)")
      }
      entries[name] = Entry(json: value, blob: Blob(digest: digest, size: size))
    }
    self.entries = entries
  }

  /// The committed inventory; nil when there is none.
  func contents(_ name: String) -> Result<ContentsFile, DiagnosticList>? {
    let file = folder.pushing(FilePath(GatedOutput.contentsPath(name)))
    return file.kind == .file ? ExpectedOutputs.contentsFile(file) : nil
  }

  func shown(path: String) -> String { Publishing.shown(folder.pushing(FilePath(path))) }

  private static func unusable(_ file: FilePath, _ message: String, hint: String) -> Diagnostic {
    Diagnostic("expected.unusable", message, at: Place(Publishing.shown(file)), hint: hint)
  }

  /// A name becomes a part of a path.
  private static func isSafe(_ name: String) -> Bool {
    !name.isEmpty
      && name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !["", ".", ".."].contains($0) }
      && !name.utf8.contains(0)
  }
}
