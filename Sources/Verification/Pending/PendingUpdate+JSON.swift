import CanonicalJSON
import Store
import SystemPackage

/// The form in the cache, schema `assay.pending/1`.
extension PendingUpdate {
  static let schema = "assay.pending/1"

  var json: JSONValue {
    [
      "schema": .string(Self.schema), "stack": .string(stack), "platform": .string(platform),
      "expected": .string(expected.string),
      "inputs": .array(inputs.map { ["file": .string($0.file.string), "sha256": hex($0.digest)] }),
      "changes": .array(
        changes.map { change in
          [
            "path": .string(change.path), "file": .string(change.file.string), "folder": .string(change.folder.string),
            "before": hex(change.before), "after": hex(change.after), "summary": .string(change.summary),
            "causes": .array(change.causes.map { .string($0) }),
          ]
        }),
    ]
  }

  /// Nil for a text of another version or one that was damaged: what is only kept may be thrown away.
  init?(_ json: JSONValue) {
    guard json["schema"]?.stringValue == Self.schema, let stack = json["stack"]?.stringValue,
      let platform = json["platform"]?.stringValue, let expected = json["expected"]?.stringValue,
      let inputs = json["inputs"]?.arrayValue, let changes = json["changes"]?.arrayValue
    else { return nil }
    self.init(
      stack: stack, platform: platform, expected: FilePath(expected), inputs: inputs.compactMap(Input.init),
      changes: changes.compactMap(Change.init))
    guard self.inputs.count == inputs.count, self.changes.count == changes.count else { return nil }
  }
}

extension PendingUpdate.Input {
  fileprivate init?(_ json: JSONValue) {
    guard let file = json["file"]?.stringValue else { return nil }
    self.init(file: FilePath(file), digest: parsedDigest(json["sha256"]))
  }
}

extension PendingUpdate.Change {
  fileprivate init?(_ json: JSONValue) {
    guard let path = json["path"]?.stringValue, let file = json["file"]?.stringValue,
      let folder = json["folder"]?.stringValue, let summary = json["summary"]?.stringValue,
      let causes = json["causes"]?.arrayValue
    else { return nil }
    self.init(
      path: path, file: FilePath(file), in: FilePath(folder), before: parsedDigest(json["before"]),
      after: parsedDigest(json["after"]), summary: summary, causes: causes.compactMap(\.stringValue))
  }
}

private func hex(_ digest: ContentDigest?) -> JSONValue { digest.map { .string($0.hex) } ?? .null }

private func parsedDigest(_ json: JSONValue?) -> ContentDigest? { json?.stringValue.flatMap { ContentDigest(hex: $0) } }
