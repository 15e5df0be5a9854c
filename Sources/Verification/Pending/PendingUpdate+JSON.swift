import CanonicalJSON
import Store
import SystemPackage

/// The form in the cache, schema `assay.pending/2`.
extension PendingUpdate {
  static let schema = "assay.pending/2"

  var json: JSONValue {
    [
      "schema": .string(Self.schema), "stack": .string(stack), "platform": .string(platform),
      "expected": .string(expected.string),
      "inputs": .array(origin.files.map { ["file": .string($0.file.string), "sha256": hex($0.digest)] }),
      "sources": origin.sources?.json ?? .null,
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
    let sources = json["sources"].flatMap { PendingUpdate.Sources($0) }
    self.init(
      stack: stack, platform: platform, expected: FilePath(expected),
      origin: Origin(files: inputs.compactMap(Input.init), sources: sources), changes: changes.compactMap(Change.init))
    guard origin.files.count == inputs.count, self.changes.count == changes.count,
      (json["sources"] ?? .null) == .null || sources != nil
    else { return nil }
  }
}

extension PendingUpdate.Input {
  fileprivate init?(_ json: JSONValue) {
    guard let file = json["file"]?.stringValue else { return nil }
    self.init(file: FilePath(file), digest: parsedDigest(json["sha256"]))
  }
}

extension PendingUpdate.Sources {
  fileprivate var json: JSONValue {
    switch self {
    case .workTree(let state):
      ["mark": hex(state.mark), "list": hex(state.list), "head": state.head.map { .string($0) } ?? .null]
    case .elements(let keys):
      ["elements": .array(keys.map { ["element": .string($0.element), "key": hex($0.key)] })]
    }
  }

  fileprivate init?(_ json: JSONValue) {
    if let list = parsedDigest(json["list"]) {
      self = .workTree(WorkTreeState(mark: parsedDigest(json["mark"]), list: list, head: json["head"]?.stringValue))
      return
    }
    guard let elements = json["elements"]?.arrayValue else { return nil }
    let keys = elements.compactMap { json -> PendingUpdate.ElementKey? in
      guard let element = json["element"]?.stringValue, let key = parsedDigest(json["key"]) else { return nil }
      return PendingUpdate.ElementKey(element: element, key: key)
    }
    guard keys.count == elements.count else { return nil }
    self = .elements(keys)
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
