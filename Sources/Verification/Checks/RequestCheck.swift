import CanonicalJSON
import Diagnostics
import Graph
import Publishing
import PythonLayers

extension VerificationState {
  /// The publication request, made without building, names the artifacts that are expected, tagged and untagged.
  func checkDryRun(_ expected: ExpectedOutputs) async throws -> CheckResult {
    let layers = try await lockedLayers()
    guard case .success(let manifest) = expected.manifest else {
      return CheckResult(.dryRun, undecided: expected.problems)
    }
    var findings: [Finding] = []
    for layer in layers {
      let request = OutputFiles.request(layer, setup: setup)
      let entry = manifest.layer(named: layer.buildName)
      let differences = valueDifferences(
        expected: (entry ?? .null).withoutArchive, actual: request, under: "")
      if entry == nil {
        findings.append(
          Finding(
            "dry-run.extra", "would be published, but the manifest does not expect it", layer: layer.buildName,
            file: expected.shown(path: OutputPath.manifest), hint: updateHint))
      } else if !differences.isEmpty {
        findings.append(
          Finding(
            "dry-run.changed", "would be published with other metadata", layer: layer.buildName,
            file: expected.shown(path: OutputPath.manifest), differences: differences, hint: updateHint))
      }
      findings += taggedName(layer, expected: entry)
    }
    let names = Set(setup.pipeline.layers.map(\.buildName))
    findings += manifest.layerNames.filter { !names.contains($0) }.map {
      Finding(
        "dry-run.missing", "the manifest expects it, but it would not be published", layer: escaped($0),
        file: expected.shown(path: OutputPath.manifest), hint: updateHint)
    }
    let locked = Set(layers.map(\.buildName))
    let unlocked = setup.pipeline.layers
      .filter { !locked.contains($0.buildName) && $0.reasonToSkip(on: setup.platform) == nil }
      .map { "'\($0.buildName)'" }
    guard !unlocked.isEmpty else { return CheckResult(.dryRun, findings: findings) }
    return CheckResult(
      .dryRun, outcome: findings.isEmpty ? .undecided : .failed, findings: findings,
      notes: ["not locked: \(unlocked.joined(separator: ", "))"])
  }

  /// The tagged name is made of fields of the manifest: what it would be there and here must agree.
  private func taggedName(_ layer: LockedLayer, expected: JSONValue?) -> [Finding] {
    guard let target = expected?["install_target"]?.stringValue, let build = expected?["archive_build"]?.integerValue,
      let platform = expected?["target_platform"]?.stringValue
    else { return [] }
    let name = "\(target)-\(platform)-\(build)\(setup.pipeline.fileExtension)"
    let actual = ArchiveName.tagged(
      layer.installTarget, platform: setup.platform, build: 1, fileExtension: setup.pipeline.fileExtension)
    guard name != actual else { return [] }
    let difference = ReportedDifference(
      path: "tagged archive name", kind: .changed, field: "name", expected: escaped(name), actual: actual)
    return [Finding("dry-run.name", "would get another tagged name", layer: layer.buildName, differences: [difference])]
  }

  nonisolated var updateHint: String { setup.updateHint }
}

extension Result where Failure == DiagnosticList {
  var problems: [Diagnostic] { if case .failure(let list) = self { list.diagnostics } else { [] } }
}

extension ExpectedOutputs {
  /// What is wrong with the manifest.
  var problems: [Diagnostic] { manifest.problems }
}

extension JSONValue {
  /// A manifest's entry for a layer.
  func layer(named name: String) -> JSONValue? { layerEntries.first { $0["layer_name"]?.stringValue == name } }

  var layerNames: [String] { layerEntries.compactMap { $0["layer_name"]?.stringValue } }

  /// Metadata without what only holds for the bytes of the archive.
  var withoutArchive: JSONValue {
    var copy = self
    guard objectValue != nil else { return self }
    copy["archive_size"] = nil
    copy["archive_hashes"] = nil
    return copy
  }

  /// Only what ``withoutArchive`` leaves out.
  var archive: JSONValue {
    var result: JSONValue = [:]
    for key in ["archive_size", "archive_hashes"] { result[key] = self[key] }
    return result
  }

  /// A manifest with the names of its layers in place of their metadata, some of them left out.
  func outline(without excluded: Set<String>) -> JSONValue {
    guard let fields = objectValue else { return self }
    var result = self
    guard let layers = fields["layers"]?.objectValue else { return result }
    var names: JSONValue = [:]
    for (category, entries) in layers {
      names[category] = .array(
        (entries.arrayValue ?? []).map { $0["layer_name"] ?? $0 }
          .filter { name in name.stringValue.map { !excluded.contains($0) } ?? true })
    }
    result["layers"] = names
    return result
  }

  private var layerEntries: [JSONValue] {
    ["runtimes", "frameworks", "applications"].flatMap { self["layers"]?[$0]?.arrayValue ?? [] }
  }
}
