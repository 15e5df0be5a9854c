import CanonicalJSON
import Diagnostics
import Store
import SystemPackage

/// `export.json` (`assay.export/1`): what an export holds, so that another machine can check it.
struct ExportIndex: Sendable {
  static let name = "export.json"
  static let schema = "assay.export/1"
  /// Archives are there for a look, not to be committed; who reads an export passes them over.
  static let archives = "archives"

  var stack: String
  var platform: String
  /// The version of the program that wrote it.
  var version = assayVersion
  /// SHA-256 by path.
  var files: [String: ContentDigest]
  /// Outcomes by check; those that compare with what is expected are left out.
  var checks: [String: String]
  /// Parts that are expected but could not be made on that machine.
  var omitted: [String]

  /// Of what a verification has exported to a folder.
  init(of folder: FilePath, _ report: VerificationReport, omitted: [String]) throws(Diagnostic) {
    (stack, platform, self.omitted) = (report.stack, report.platform, omitted)
    files = [:]
    for path in try folder.exportedFiles() {
      files[path] = ContentDigest(of: try folder.pushing(FilePath(path)).readBytes())
    }
    let own = report.checks.filter { CheckID.ofWhatIsMade.contains($0.id) }
    checks = Dictionary(own.map { ($0.id.rawValue, $0.outcome.rawValue) }, uniquingKeysWith: { $1 })
  }

  func write(to folder: FilePath) throws(Diagnostic) {
    let json: JSONValue = [
      "schema": .string(Self.schema), "assay": .string(version), "stack": .string(stack),
      "platform": .string(platform), "checks": .object(checks.mapValues { .string($0) }),
      "files": .object(files.mapValues { .string($0.hex) }), "omitted": .array(omitted.map { .string($0) }),
    ]
    try folder.appending(Self.name).write(json.bytes)
  }

  /// - Throws: `export.newer` for one of a newer Assay, `export.damaged` for what is none.
  init(reading file: FilePath) throws(Diagnostic) {
    let json = try JSONValue(parsing: try file.readBytes(), file: file.string)
    let schema = json["schema"]?.stringValue ?? ""
    guard schema == Self.schema else { throw Self.foreign(schema, json["assay"]?.stringValue, file) }
    guard let stack = json["stack"]?.stringValue, let platform = json["platform"]?.stringValue,
      let version = json["assay"]?.stringValue, let files = json["files"]?.objectValue,
      let checks = json["checks"]?.objectValue, let omitted = json["omitted"]?.arrayValue
    else { throw Self.damaged("fields are missing", file) }
    (self.stack, self.platform, self.version, self.files) = (stack, platform, version, [:])
    self.checks = checks.mapValues { $0.stringValue ?? "" }
    self.omitted = omitted.map { $0.stringValue ?? "" }
    for (path, digest) in files {
      guard isPathBelow(path) else {
        throw Diagnostic(
          "export.unsafe-name", "'\(escaped(path))' does not name a file below the export", at: Place(file.string),
          hint: "don't use this export: Assay writes no such names")
      }
      guard let digest = digest.stringValue.flatMap({ ContentDigest(hex: $0) }) else {
        throw Self.damaged("'\(escaped(path))' has no digest", file)
      }
      self.files[path] = digest
    }
  }

  private static func foreign(_ schema: String, _ version: String?, _ file: FilePath) -> Diagnostic {
    guard schema.hasPrefix("assay.export/") else { return damaged("it is no export of Assay", file) }
    return Diagnostic(
      "export.newer", "the export was written by Assay \(escaped(version ?? "?")) as \(escaped(schema))",
      at: Place(file.string),
      hint: "this is Assay \(assayVersion), which reads \(Self.schema): use the same version on all machines")
  }

  private static func damaged(_ reason: String, _ file: FilePath) -> Diagnostic {
    Diagnostic("export.damaged", reason, at: Place(file.string), hint: "export again with 'assay verify --export DIR'")
  }
}

extension CheckID {
  /// Those that ask something of what is made, whatever is expected of it.
  static let ofWhatIsMade: Set<CheckID> = [.build, .tests, .repeatable, .conditions, .export]
}

extension FilePath {
  /// The files below an export's folder by path, without its index and the archives, in order of their paths.
  ///
  /// - Throws: `export.no-file` for links and for anything else that is neither file nor folder.
  func exportedFiles() throws(Diagnostic) -> [String] {
    var (found, folders) = ([String](), [""])
    while let prefix = folders.popLast() {
      for name in try (prefix.isEmpty ? self : pushing(FilePath(prefix))).names() {
        let path = prefix.isEmpty ? name : "\(prefix)/\(name)"
        guard ![ExportIndex.name, ExportIndex.archives].contains(path) else { continue }
        switch pushing(FilePath(path)).kind {
        case .file?: found.append(path)
        case .folder?: folders.append(path)
        case .symlink?, .other?, nil:
          throw Diagnostic(
            "export.no-file", "'\(escaped(path))' in the export is neither a file nor a folder", at: Place(string),
            hint: "don't use this export: Assay writes files and folders only")
        }
      }
    }
    return found.sorted(by: byteOrder)
  }
}

extension GatedStack {
  /// The name of the stack's folder in an export, the same for no other stack: what is no letter, digit, `.`, `_` or `-`
  /// is written as `%XX`, and so is a leading dot.
  package var exportName: String {
    let bytes = Array(name.utf8)
    let text = bytes.indices.map { index -> String in
      let byte = bytes[index]
      let isPlain =
        switch byte {
        case UInt8(ascii: "."): index > 0
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
      return isPlain ? String(UnicodeScalar(byte)) : "%" + hexadecimal(byte)
    }.joined()
    guard text.utf8.count > 200 else { return text }
    // File systems take 255 bytes at most.
    return text.prefix(130) + "%" + ContentDigest(of: bytes).hex
  }
}
