package import Diagnostics
import Store
package import SystemPackage

/// What another machine has made of a stack, read from its export and checked: every file is listed with its digest, no
/// other one is there, and no link was followed.
package struct StackExport: Sendable {
  /// How messages call it: the folder that was given, and the platform.
  let label: String
  /// Contents by path.
  let files: [String: [UInt8]]

  /// Goldens are small; what is larger is none.
  private static let sizeLimit: Int64 = 256 << 20

  /// The export of a stack in a folder that `assay verify --export` has filled; nil where it holds other stacks only.
  ///
  /// - Throws: `export.…` for a folder that is not there, files that are not as listed, and results that are not fit
  ///   to be expected; the latter pass where `despiteFailures` says so.
  package init?(in folder: FilePath, of stack: any GatedStack, despiteFailures: Bool) throws(DiagnosticList) {
    do {
      guard let (own, index) = try Self.find(folder, stack) else { return nil }
      label = "'\(escaped(folder.string))' (\(escaped(index.platform)))"
      files = try Self.read(own, index)
      let problems = Self.unfitness(index, label, despiteFailures: despiteFailures)
      if !problems.isEmpty { throw DiagnosticList(problems) }
    } catch let problem as Diagnostic { throw DiagnosticList([problem]) } catch let problems as DiagnosticList {
      throw problems
    } catch { throw DiagnosticList([diskProblem("read", folder, error)]) }
  }

  private static func find(_ folder: FilePath, _ stack: any GatedStack) throws -> (FilePath, ExportIndex)? {
    guard folder.isFolder else {
      throw Diagnostic(
        "export.missing", "there is no such folder", at: Place(folder.string),
        hint: "name a folder that 'assay verify --export' has written to")
    }
    for own in [folder.appending(stack.exportName), folder] {
      let file = own.appending(ExportIndex.name)
      guard own == folder || own.kind == .folder, file.kind == .file else { continue }
      let index = try ExportIndex(reading: file)
      if index.stack == stack.name { return (own, index) }
    }
    guard folder.appending(stack.exportName).kind == nil else {
      throw Diagnostic(
        "export.damaged", "the export of stack '\(escaped(stack.name))' has no \(ExportIndex.name)",
        at: Place(folder.string), hint: "export again: the machine may have stopped half-way")
    }
    return nil
  }

  private static func read(_ folder: FilePath, _ index: ExportIndex) throws -> [String: [UInt8]] {
    var (files, problems) = ([String: [UInt8]](), [Diagnostic]())
    let there = Set(try folder.exportedFiles())
    for path in there.union(index.files.keys).sorted(by: byteOrder) {
      let file = folder.pushing(FilePath(path))
      let problem: String
      switch (index.files[path], there.contains(path)) {
      case (nil, _): problem = "'\(escaped(path))' is not among the files that were exported"
      case (_, false): problem = "'\(escaped(path))' was exported, but is not there"
      case (let digest, true):
        let bytes = (file.fileSize ?? 0) > sizeLimit ? [] : try file.readBytes()
        files[path] = bytes
        if ContentDigest(of: bytes) == digest { continue }
        problem = "'\(escaped(path))' is not as it was exported"
      }
      problems.append(
        Diagnostic("export.changed", problem, at: Place(folder.string), hint: "copy the export again, as a whole"))
    }
    guard problems.isEmpty else { throw DiagnosticList(problems) }
    return files
  }

  private static func unfitness(_ index: ExportIndex, _ label: String, despiteFailures: Bool) -> [Diagnostic] {
    var problems = index.omitted.map {
      Diagnostic(
        "export.incomplete", "'\(escaped($0))' is expected but could not be made there: export \(label)",
        hint: "export where it can be built")
    }
    guard !despiteFailures else { return problems }
    for (check, outcome) in index.checks.sorted(by: { byteOrder($0.key, $1.key) })
    where outcome != "passed" && outcome != "skipped" {
      problems.append(
        Diagnostic(
          "export.failed", "the check '\(escaped(check))' \(verb(outcome)) there: export \(label)",
          hint: "mend what it found; or pass --despite-failures"))
    }
    return problems
  }

  private static func verb(_ outcome: String) -> String { outcome == "failed" ? "failed" : "could not be made" }
}
