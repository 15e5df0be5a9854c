import CanonicalJSON
import Causes
import Comparison
import Diagnostics
import Graph
import Publishing
import PythonLayers
import Specs
import Store

extension VerificationState {
  /// Every layer builds.
  func checkBuild() async throws -> CheckResult {
    let outcome = try await built()
    guard outcome.failures.isEmpty else {
      // What keeps several layers from being built, such as a missing tool, is one problem.
      let sharers = Dictionary(grouping: outcome.failures.flatMap(\.problems)) { $0 }.mapValues(\.count)
      var told: Set<Diagnostic> = []
      let findings = outcome.failures.flatMap { layer, problems in
        problems.filter { sharers[$0] == 1 || told.insert($0).inserted }
          .map { Finding($0, layer: sharers[$0] == 1 ? layer : nil) }
      }
      let names = outcome.failures.map { "'\($0.layer)'" }.joined(separator: ", ")
      return CheckResult(
        .build, outcome: .undecided, findings: findings,
        notes: ["not built: \(names)"] + skippedNotes(outcome) + setup.pipeline.notes)
    }
    return CheckResult(.build, outcome: .passed, notes: skippedNotes(outcome) + setup.pipeline.notes)
  }

  /// Layers that are skipped for what was met while building; the pipeline's notes tell of the others.
  private func skippedNotes(_ outcome: BuildOutcome) -> [String] {
    let known = Set(setup.pipeline.skipped.map(\.layer.buildName))
    return outcome.skipped.filter { !known.contains($0.layer) }.map { "'\($0.layer)' is skipped: \($0.reason)" }
      + outcome.untested.map { "'\($0.layer)' is not gated here: \($0.reason)" }
  }

  /// Manifest and every layer's metadata are as committed; size and digest of archives are another check's.
  func checkMetadata(_ expected: ExpectedOutputs) async throws -> CheckResult {
    let actual = try await published().files
    let missing = try await notBuilt()
    var findings: [Finding] = []
    for (name, json) in actual.metadata.sorted(by: { byteOrder($0.key, $1.key) }) {
      findings += metadataFindings(name, expected: expected.metadata[name], actual: json, in: expected)
    }
    for name in expected.metadata.keys.sorted(by: byteOrder)
    where actual.metadata[name] == nil && !missing.contains(name) {
      findings.append(
        Finding(
          "metadata.missing", "its metadata is expected, but the layer was not published", layer: escaped(name),
          file: expected.shown(path: OutputPath.metadata(name)), hint: updateHint))
    }
    findings += manifestFindings(expected, actual: actual, outcome: try await built())
    let unreadable = expected.metadata.mapValues(\.problems).merging([OutputPath.manifest: expected.problems]) { $1 }
    return try await result(.metadata, findings, obstacles: obstacles(unreadable))
  }

  private func metadataFindings(
    _ name: String, expected value: Result<JSONValue, DiagnosticList>?, actual: JSONValue, in expected: ExpectedOutputs
  ) -> [Finding] {
    let file = expected.shown(path: OutputPath.metadata(name))
    switch value {
    case nil:
      return [Finding("metadata.extra", "its metadata is not committed", layer: name, file: file, hint: updateHint)]
    case .failure?: return []
    case .success(let json)?:
      let differences = valueDifferences(expected: json.withoutArchive, actual: actual.withoutArchive, under: "")
      guard !differences.isEmpty else { return [] }
      return [
        Finding(
          "metadata.changed", "its metadata differs", layer: name, file: file, differences: differences,
          hint: updateHint)
      ]
    }
  }

  /// The manifest repeats the layers' metadata: only what does not follow from a layer's file is reported.
  private func manifestFindings(
    _ expected: ExpectedOutputs, actual: OutputFiles, outcome: BuildOutcome
  ) -> [Finding] {
    let file = expected.shown(path: OutputPath.manifest)
    guard case .success(let manifest) = expected.manifest else { return [] }
    var findings: [Finding] = []
    for (name, json) in actual.metadata.sorted(by: { byteOrder($0.key, $1.key) }) {
      let entry = manifest.layer(named: name)
      if case .success(let own)? = expected.metadata[name], own == entry { continue }
      let differences = valueDifferences(
        expected: (entry ?? .null).withoutArchive, actual: json.withoutArchive, under: "")
      if !differences.isEmpty {
        findings.append(
          Finding(
            "metadata.manifest", "the manifest's entry differs", layer: name, file: file, differences: differences,
            hint: updateHint))
      }
    }
    guard outcome.failures.isEmpty else { return findings }
    let skipped = Set(outcome.skipped.map(\.layer))
    // What is left: other layers, their order, fields beside the layers.
    let outline = valueDifferences(
      expected: manifest.outline(without: skipped), actual: actual.manifest.outline(without: skipped), under: "")
    if !outline.isEmpty {
      findings.append(
        Finding(
          "metadata.layers", "the manifest lists other layers or fields", file: file, differences: outline,
          hint: updateHint))
    }
    return findings
  }

  /// Every archive holds the expected members.
  func checkContents(_ expected: ExpectedOutputs) async throws -> CheckResult {
    let outcome = try await published()
    let (actual, missing) = (outcome.files, try await notBuilt())
    let plain = Dictionary(outcome.layers.map { ($0.layer.buildName, $0.plain) }, uniquingKeysWith: { $1 })
    var findings: [Finding] = []
    for (name, inventory) in actual.inventories.sorted(by: { byteOrder($0.key, $1.key) }) {
      let file = expected.shown(path: OutputPath.contents(name))
      switch expected.contents[name] {
      case nil:
        findings.append(
          Finding("contents.extra", "its inventory is not committed", layer: name, file: file, hint: updateHint))
      case .failure?: continue
      case .success(let contents)?:
        let found = contentsFinding(
          layer: name, file: file, expected: contents.inventory, actual: inventory, store: setup.machine.store,
          hint: updateHint)
        findings += [found].compactMap { $0 }
        if found == nil { findings += tarFinding(name, file: file, expected: contents.plain, actual: plain[name]) }
      }
    }
    for name in expected.contents.keys.sorted(by: byteOrder)
    where actual.inventories[name] == nil && !missing.contains(name) {
      findings.append(
        Finding(
          "contents.missing", "its inventory is expected, but the layer was not published", layer: escaped(name),
          file: expected.shown(path: OutputPath.contents(name)), hint: updateHint))
    }
    let members = actual.inventories.values.reduce(0) { $0 + $1.members.count }
    let isReadable = expected.contents.values.allSatisfy { $0.problems.isEmpty }
    let notes = findings.isEmpty && isReadable ? ["\(members) members of \(actual.inventories.count) archives"] : []
    let unreadable = expected.contents.mapValues(\.problems)
    return try await result(.contents, findings, obstacles: obstacles(unreadable), notes: notes)
  }

  /// Members can be as expected while the tar that holds them is another one: padding, a format, an order of headers.
  private func tarFinding(_ name: String, file: String, expected: Blob?, actual: Blob?) -> [Finding] {
    guard let expected, let actual, expected != actual else { return [] }
    let fields = [
      ("size", "\(expected.size)", "\(actual.size)"), ("sha256", expected.digest.hex, actual.digest.hex),
    ]
    let differences = fields.filter { $0.1 != $0.2 }
      .map { ReportedDifference(path: "tar", kind: .changed, field: $0.0, expected: $0.1, actual: $0.2) }
    return [
      Finding(
        "contents.tar", "its members are as expected, but not the tar around them", layer: name, file: file,
        differences: differences, hint: updateHint)
    ]
  }

  /// Every archive has the expected size and digest; where only these differ, the compressor is the cause.
  func checkArchives(_ expected: ExpectedOutputs, require: Requirement) async throws -> CheckResult {
    let outcome = try await published()
    var (findings, notes) = ([Finding](), [String]())
    for layer in outcome.layers {
      let name = layer.layer.buildName
      if let reason = reasonNotToCompare(layer.layer) {
        notes.append(reason)
        continue
      }
      let own = try? expected.metadata[name]?.get()  // What is unreadable is told below.
      let entry = (try? expected.manifest.get())?.layer(named: name)
      // The manifest's entry is only looked at where the layer's file doesn't say the same.
      let sources = [
        (OutputPath.metadata(name), own), (OutputPath.manifest, entry?.archive == own?.archive ? nil : entry),
      ]
      for (path, json) in sources {
        guard let json else { continue }
        let differences = archiveDifferences(json, actual: layer)
        guard !differences.isEmpty else { continue }
        let compressor = Self.compressor(json, expected.contents[name], layer)
        if compressor != nil, require == .content {
          notes.append("layer '\(name)': the same tar, compressed to other bytes")
          continue
        }
        findings.append(
          Finding(
            "archives.changed", "its archive has other bytes", layer: name, file: expected.shown(path: path),
            differences: differences, causes: compressor.map { [$0] } ?? [],
            hint: compressor != nil
              ? "the tar inside is as expected; pass --require content where compressors may differ" : archiveHint))
      }
    }
    let unreadable = expected.metadata.mapValues(\.problems).merging([OutputPath.manifest: expected.problems]) { $1 }
    return try await result(.archives, findings, obstacles: obstacles(unreadable), notes: notes)
  }

  private var archiveHint: String {
    guard setup.layout == .venvstacks, setup.graph.spec.assay.injected == nil else { return updateHint }
    return
      "another publisher's files in each layer make other bytes: put its postinstall.py and wrappers into a folder "
      + "and name it by 'injected' in [tool.assay]; \(updateHint)"
  }

  /// Why the archive of a layer can't be the expected one, whatever the stack is.
  private func reasonNotToCompare(_ layer: LockedLayer) -> String? {
    guard setup.layout == .venvstacks, layer.layer.category == .runtime,
      !layer.layer.hasInterpreterSource(for: setup.platform)
    else { return nil }
    return "layer '\(layer.buildName)': not comparable: with the provider \"host\" it holds no interpreter"
  }

  private func archiveDifferences(_ json: JSONValue, actual layer: PublishedLayer) -> [ReportedDifference] {
    let actual = Metadata.published([:], archive: layer.archive)
    return valueDifferences(
      expected: json.archive, actual: actual, under: json["archive_name"]?.stringValue.map { escaped($0) } ?? "")
  }

  /// The compressor as the cause, when the expected tar is the one inside the archive.
  private static func compressor(
    _ json: JSONValue, _ contents: Result<ContentsFile, DiagnosticList>?, _ layer: PublishedLayer
  ) -> Cause? {
    guard case .success(let file)? = contents, let size = json["archive_size"]?.integerValue,
      let digest = json["archive_hashes"]?["sha256"]?.stringValue.flatMap({ ContentDigest(hex: $0) })
    else { return nil }
    return Compressor.diagnose(
      expected: CompressedArchive(archive: Blob(digest: digest, size: size), plain: file.plain),
      actual: CompressedArchive(archive: layer.archive, plain: layer.plain), membersAreEqual: false)
  }

  /// Expected files that can't be read, as findings; `problems` are by layer, or under the manifest's name.
  private func obstacles(_ problems: [String: [Diagnostic]]) -> [Finding] {
    problems.sorted { byteOrder($0.key, $1.key) }.flatMap { name, problems in
      problems.map {
        Finding(
          $0, layer: name == OutputPath.manifest ? nil : escaped(name), hint: "repair the file, or \(setup.makeHint)")
      }
    }
  }

  /// Layers that there is no artifact of, whether that is a problem or not.
  private func notBuilt() async throws -> Set<String> {
    let outcome = try await built()
    return Set(outcome.failures.map(\.layer) + outcome.skipped.map(\.layer))
  }

  /// Undecided rather than passed when layers are missing from what was compared.
  private func result(
    _ id: CheckID, _ findings: [Finding], obstacles: [Finding], notes: [String] = []
  ) async throws -> CheckResult {
    let outcome = try await built()
    let failures = outcome.failures.map(\.layer).sorted(by: byteOrder)
    var result = CheckResult(id, findings: findings, obstacles: obstacles, notes: notes)
    if !outcome.skipped.isEmpty {
      result.notes.append("skipped: \(outcome.skipped.map { "'\($0.layer)'" }.joined(separator: ", "))")
    }
    guard !failures.isEmpty else { return result }
    result.notes.append("not built: \(failures.map { "'\($0)'" }.joined(separator: ", "))")
    if result.outcome == .passed { result.outcome = .undecided }
    return result
  }
}

/// What must be equal for archives to count as expected.
package enum Requirement: String, Sendable, CaseIterable {
  /// Every byte.
  case bits
  /// The tar inside.
  case content
}
