import CanonicalJSON
import Diagnostics
import Publishing
import Specs
import Store
import SystemPackage

/// The committed outputs of one platform, read as far as they can be.
struct ExpectedOutputs: Sendable {
  /// Relative to the current folder where possible.
  let shownFolder: String
  var manifest: Result<JSONValue, DiagnosticList>
  /// By build name; what is not there is absent.
  var metadata: [String: Result<JSONValue, DiagnosticList>] = [:]
  var contents: [String: Result<ContentsFile, DiagnosticList>] = [:]

  /// - Throws: `expected.missing` when there are no expected outputs of the platform.
  init(_ setup: StackSetup) throws {
    let folder = setup.platformFolder
    shownFolder = Publishing.shown(folder)
    guard folder.appending(OutputPath.manifest).kind == .file else {
      throw Diagnostic(
        "expected.missing",
        "there are no expected outputs of stack '\(escaped(setup.name))' for \(setup.platform.rawValue)",
        at: Place(shownFolder), hint: "run '\(setup.command("update"))' to make them, read them, and commit them")
    }
    manifest = Self.json(folder.appending(OutputPath.manifest))
    for (name, file) in try Self.list(folder.appending("env_metadata"), ending: ".json") {
      metadata[name] = Self.json(file)
    }
    for (name, file) in try Self.list(folder.appending("contents"), ending: ".mtree") {
      contents[name] = Self.contentsFile(file)
    }
  }

  /// How messages call a file of these outputs.
  func shown(path: String) -> String { "\(shownFolder)/\(path)" }

  private static func list(_ folder: FilePath, ending: String) throws -> [(String, FilePath)] {
    guard folder.isFolder else { return [] }
    return try folder.names().filter { $0.hasSuffix(ending) }
      .map { (String($0.dropLast(ending.count)), folder.appending($0)) }
  }

  static func json(_ file: FilePath) -> Result<JSONValue, DiagnosticList> {
    do throws(Diagnostic) {
      return .success(try JSONValue(parsing: try withoutConflict(file), file: Publishing.shown(file)))
    } catch { return .failure(DiagnosticList([error])) }
  }

  static func contentsFile(_ file: FilePath) -> Result<ContentsFile, DiagnosticList> {
    let bytes: [UInt8]
    do throws(Diagnostic) { bytes = try withoutConflict(file) } catch { return .failure(DiagnosticList([error])) }
    do throws(DiagnosticList) {
      return .success(try ContentsFile(parsing: bytes, file: Publishing.shown(file)))
    } catch { return .failure(error) }
  }

  /// The file's bytes; one with the markers of a merge conflict is no expectation.
  private static func withoutConflict(_ file: FilePath) throws(Diagnostic) -> [UInt8] {
    let bytes = try file.readBytes()
    if let line = conflictLine(in: bytes) {
      throw Diagnostic(
        "expected.conflict", "the file holds the markers of a merge conflict",
        at: Place(Publishing.shown(file), line: line))
    }
    return bytes
  }
}
