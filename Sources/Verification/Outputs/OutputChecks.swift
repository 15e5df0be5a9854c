import CanonicalJSON
import Causes
import Comparison
import Diagnostics
import Store
import SystemPackage

/// Holds the outputs of a stack against the committed manifest and inventories.
struct OutputChecks: Sendable {
  let expected: ExpectedOutputSet
  /// In the order of their names.
  let actual: [GatedOutput]
  let store: ContentStore
  /// What to do about a change that is meant.
  let hint: String

  /// The manifest names the same outputs, with the same fields; sizes and digests are another check's.
  ///
  /// - Parameter missing: Outputs that are known to be missing for a reason that is told elsewhere.
  func metadata(missing: Set<String> = []) -> CheckResult {
    let made = missing.union(actual.map(\.name))
    var findings = expected.entries.keys.filter { !made.contains($0) }.sorted(by: byteOrder).map {
      Finding("metadata.missing", "it is expected, but was not made", layer: escaped($0), file: manifest, hint: hint)
    }
    for output in actual {
      guard let entry = expected.entries[output.name] else {
        findings.append(
          Finding("metadata.extra", "it is not expected", layer: escaped(output.name), file: manifest, hint: hint))
        continue
      }
      let differences = valueDifferences(
        expected: entry.json.withoutBytes, actual: output.entry.withoutBytes, under: "")
      guard !differences.isEmpty else { continue }
      findings.append(
        Finding(
          "metadata.changed", "its metadata differs", layer: escaped(output.name), file: manifest,
          differences: differences, hint: hint))
    }
    return CheckResult(.metadata, findings: findings)
  }

  /// Each output holds the expected members.
  func contents() throws -> CheckResult {
    var (findings, obstacles, members) = ([Finding](), [Finding](), 0)
    for output in actual where expected.entries[output.name] != nil {
      let (name, file) = (escaped(output.name), expected.shown(path: GatedOutput.contentsPath(output.name)))
      switch expected.contents(output.name) {
      case nil:
        findings.append(
          Finding("contents.extra", "its inventory is not committed", layer: name, file: file, hint: hint))
      case .failure(let problems)?:
        obstacles += problems.diagnostics.map { Finding($0, layer: name, hint: "repair the file, or \(hint)") }
      case .success(let contents)?:
        members += output.contents.inventory.members.count
        findings += try [changed(output, contents, file: file)].compactMap { $0 }
      }
    }
    let notes =
      findings.isEmpty && obstacles.isEmpty
      ? ["\(members) member\(members == 1 ? "" : "s") of \(actual.count) output\(actual.count == 1 ? "" : "s")"] : []
    return CheckResult(.contents, findings: findings, obstacles: obstacles, notes: notes)
  }

  /// Each output has the expected size and digest.
  func archives(require: Requirement) throws -> CheckResult {
    var (findings, notes) = ([Finding](), [String]())
    for output in actual {
      guard let entry = expected.entries[output.name], entry.blob != output.blob else { continue }
      let name = escaped(output.name)
      let hasSameContents = isAsExpected(output)
      if require == .content, hasSameContents {
        notes.append("output '\(name)': the same members in other bytes")
        continue
      }
      let causes = hasSameContents ? try pair(output, entry)?.compare().causes ?? [] : []
      findings.append(
        Finding(
          "archives.changed", hasSameContents ? "its members are as expected, but not its bytes" : "it has other bytes",
          layer: name, file: manifest, differences: byteDifferences(of: name, entry.blob, output.blob), causes: causes,
          hint: hasSameContents ? "pass --require content where compressors may differ; \(hint)" : hint))
    }
    return CheckResult(.archives, findings: findings, notes: notes)
  }

  /// Every output that is expected or was made, with its sizes.
  var artifacts: [ReportedArtifact] {
    let made = Dictionary(actual.map { ($0.name, $0.blob.size) }, uniquingKeysWith: { $1 })
    return Set(made.keys).union(expected.entries.keys).sorted(by: byteOrder).map { name in
      ReportedArtifact(escaped(name), expectedSize: expected.entries[name]?.blob.size, actualSize: made[name])
    }
  }

  /// Whether all outputs are there with the expected bytes, and no other.
  var areAllAsExpected: Bool {
    actual.count == expected.entries.count && actual.allSatisfy { expected.entries[$0.name]?.blob == $0.blob }
  }

  private var manifest: String { expected.shown(path: OutputManifest.name) }

  /// With all that the bytes of both sides tell where the store still holds the expected ones.
  private func changed(_ output: GatedOutput, _ contents: ContentsFile, file: String) throws -> Finding? {
    guard !isSame(contents, output) else { return nil }
    if let entry = expected.entries[output.name], let report = try pair(output, entry)?.compare() {
      return Finding(
        "contents.changed", "it differs: \(report.difference.summary.text)", layer: escaped(output.name), file: file,
        differences: memberRows(report.difference), causes: report.causes, hint: hint)
    }
    return contentsFinding(
      layer: escaped(output.name), file: file, expected: contents.inventory, actual: output.contents.inventory,
      store: store, hint: hint)
  }

  private func isAsExpected(_ output: GatedOutput) -> Bool {
    guard case .success(let contents)? = expected.contents(output.name) else { return false }
    return isSame(contents, output)
  }

  private func isSame(_ contents: ContentsFile, _ output: GatedOutput) -> Bool {
    compare(expected: contents.inventory, actual: output.contents.inventory).isEmpty
  }

  /// Nil when the store lacks the expected bytes.
  private func pair(_ output: GatedOutput, _ entry: ExpectedOutputSet.Entry) throws -> BlobPair? {
    guard store.contains(entry.blob.digest) else { return nil }
    return BlobPair(name: output.name, expected: entry.blob, actual: output.blob, store: store)
  }
}

/// Two versions of one file, both in the store.
struct BlobPair {
  /// The file's name tells how a single content in it is called.
  let name: String
  let expected: Blob
  let actual: Blob
  let store: ContentStore

  /// How and why they differ.
  func compare() throws -> DiffReport {
    let scratch = try ScratchFolder(in: store)
    let sides = [("expected", expected), ("actual", actual)].map { (scratch.path.appending($0.0), $0.1) }
    for (folder, blob) in sides { try store.link(blob, as: FilePath(name).lastComponent?.string ?? name, in: folder) }
    let paths = sides.map { $0.0.appending(FilePath(name).lastComponent?.string ?? name) }
    return try ArtifactDiff().compare(paths[0], paths[1])
  }
}

/// Rows for a size and a digest of a file that differ.
func byteDifferences(of name: String, _ expected: Blob, _ actual: Blob) -> [ReportedDifference] {
  [("size", "\(expected.size)", "\(actual.size)"), ("sha256", expected.digest.hex, actual.digest.hex)]
    .filter { $0.1 != $0.2 }
    .map { ReportedDifference(path: name, kind: .changed, field: $0.0, expected: $0.1, actual: $0.2) }
}

extension JSONValue {
  /// An entry of a manifest without what its bytes give.
  fileprivate var withoutBytes: JSONValue {
    var result = self
    (result["size"], result["sha256"]) = (nil, nil)
    return result
  }
}
