import Archives
import Causes
package import Comparison
package import Diagnostics
import Store
package import SystemPackage

/// Compares two artifacts that should be the same and says how and why they differ.
package struct ArtifactDiff: Sendable {
  package var limits: ComparisonLimits
  package var ignoring: Ignoring
  /// Whether the report tells the SHA-256 of both files, which takes a while for large ones.
  package var hashesFiles: Bool

  package init(limits: ComparisonLimits = .init(), ignoring: Ignoring = .init(), hashesFiles: Bool = false) {
    (self.limits, self.ignoring, self.hashesFiles) = (limits, ignoring, hashesFiles)
  }

  /// - Throws: when one of the artifacts can't be read at all; what is wrong inside is told in the report.
  package func compare(_ left: FilePath, _ right: FilePath) throws(DiagnosticList) -> DiffReport {
    let artifacts = try opened(left, right)
    var commonBytes: Int64 = 0
    if case .file(let first) = artifacts.0, case .file(let second) = artifacts.1 {
      guard let offset = try opening({ () throws(ArchiveError) in try firstDifference(first, second) }) else {
        let format = try opening { () throws(ArchiveError) in try shownFormat(of: first) }
        return DiffReport(
          verdict: .equal, left: try side(left, artifacts.0, format), right: try side(right, artifacts.1, format),
          difference: InventoryDifference(differences: [], summary: .init()), hasSameBytes: true)
      }
      commonBytes = offset
    }
    let comparison: ArtifactComparison
    do throws(Diagnostic) {
      let comparer = ArtifactComparer(limits: limits, examiner: ContentCauses())
      comparison = try comparer.compare(expected: artifacts.0, actual: artifacts.1, commonBytes: commonBytes)
    } catch { throw DiagnosticList([error]) }
    return report(
      comparison, try side(left, artifacts.0, comparison.formats.expected),
      try side(right, artifacts.1, comparison.formats.actual), areFiles: artifacts.0.isFile && artifacts.1.isFile)
  }

  /// Tells the problems of both.
  private func opened(_ left: FilePath, _ right: FilePath) throws(DiagnosticList) -> (Artifact, Artifact) {
    let first: Artifact
    do throws(DiagnosticList) { first = try Artifact(at: left) } catch {
      do throws(DiagnosticList) { _ = try Artifact(at: right) } catch let other {
        throw DiagnosticList(error.diagnostics + other.diagnostics.filter { !error.diagnostics.contains($0) })
      }
      throw error
    }
    return (first, try Artifact(at: right))
  }

  private func report(_ comparison: ArtifactComparison, _ left: DiffSide, _ right: DiffSide, areFiles: Bool)
    -> DiffReport
  {
    var (expected, actual, difference) = (comparison.expected, comparison.actual, comparison.difference)
    var ignored: [IgnoredDifferences] = []
    if !ignoring.isEmpty {
      ignored = ignoring.counts(in: difference)
      (expected, actual) = (ignoring.applied(to: expected), ignoring.applied(to: actual))
      difference = Comparison.compare(expected: expected, actual: actual)
    }
    let verdict: DiffReport.Verdict =
      !comparison.obstacles.isEmpty ? .undecided : difference.isEmpty ? .equal : .different
    let diagnosis = diagnose(expected: expected, actual: actual, difference: difference)
    return DiffReport(
      verdict: verdict, left: left, right: right, causes: diagnosis.causes, difference: difference,
      unexplained: diagnosis.unexplained.summary, unexplainedDifference: diagnosis.unexplained,
      hasSameBytes: areFiles ? false : nil, ignored: ignored,
      warnings: mismatch(left, right) + comparison.warnings,
      obstacles: comparison.obstacles)
  }

  private func side(_ path: FilePath, _ artifact: Artifact, _ format: String?) throws(DiagnosticList) -> DiffSide {
    switch artifact {
    case .folder: return DiffSide(name: path.string, format: "folder")
    case .inventory: return DiffSide(name: path.string, format: "mtree", size: path.fileSize)
    case .file(let input):
      let digest =
        hashesFiles
        ? try opening { () throws(ArchiveError) in
          let source = try input.open()
          // Who was interrupted tells nothing, so that the digest may be wrong.
          return try contentDigest { () throws(ArchiveError) in
            Task.isCancelled ? nil : try source.nextBlock()
          }.digest
        } : nil
      return DiffSide(name: path.string, format: format ?? "file", size: input.size, sha256: digest?.hex)
    }
  }

  private func opening<Result>(_ body: () throws(ArchiveError) -> Result) throws(DiagnosticList) -> Result {
    do throws(ArchiveError) { return try body() } catch { throw DiagnosticList([Diagnostic(reporting: error)]) }
  }
}

/// A warning where the members of a container are held against a plain file, which has only itself.
private func mismatch(_ left: DiffSide, _ right: DiffSide) -> [Diagnostic] {
  let plain = [left, right].filter { $0.format == "file" }
  guard plain.count == 1, let file = plain.first, [left, right].contains(where: \.holdsMembers) else { return [] }
  return [
    Diagnostic(
      "diff.kinds", "it is a plain file, compared with a container of members", at: Place(file.name),
      hint: "name two files, or two folders or archives", severity: .warning)
  ]
}

/// The format of a file by its first bytes, since its members are not read.
private func shownFormat(of input: ArchiveInput) throws(ArchiveError) -> String {
  switch identifyContainer(try input.bytes(at: 0, count: 512)) {
  case .compressed(let format): format.suffix
  case .zip: "zip"
  case .tar: "tar"
  case .cpio: "cpio"
  case .ar: "ar"
  case nil: "file"
  }
}
