import Store

/// How artifacts are kept: as the lines of a record, lists with a number behind the name.
extension Artifact {
  private static let format = "assay.artifact/1"

  var record: [String: String] {
    var record = [
      "format": Self.format, "project": project, "element": element, "key": key.hex, "payload-key": payloadKey.hex,
      "outcome": "succeeded", "files": files.hex, "public": publicData,
    ]
    if case .failed(let message) = outcome { (record["outcome"], record["message"]) = ("failed", message) }
    record["log"] = log?.hex
    record["aliased-from"] = aliasedFrom?.hex
    for (index, dependency) in dependencies.enumerated() { record["dependency.\(index)"] = dependency.line }
    for (index, met) in conditions.enumerated() {
      // A tab can't be part of a name.
      record["condition.\(index)"] = [met.condition, met.subject, met.provider.line].joined(separator: "\t")
    }
    return record
  }

  /// Nil when something is missing or is not as it is written above.
  init?(record: [String: String]) {
    guard record["format"] == Self.format, let project = record["project"], let element = record["element"],
      let key = record.digest("key"), let payloadKey = record.digest("payload-key"),
      let files = record.digest("files"), let publicData = record["public"],
      let outcome = Outcome(record["outcome"], message: record["message"]),
      let dependencies = record.list("dependency", NamedArtifact.init(line:)),
      let conditions = record.list("condition", ConditionMet.init(line:))
    else { return nil }
    (self.project, self.element, self.key, self.payloadKey) = (project, element, key, payloadKey)
    (self.outcome, self.files, self.log) = (outcome, files, record.digest("log"))
    (self.dependencies, self.conditions, self.publicData) = (dependencies, conditions, publicData)
    aliasedFrom = record.digest("aliased-from")
  }
}

extension Artifact.Outcome {
  fileprivate init?(_ word: String?, message: String?) {
    switch (word, message) {
    case ("succeeded", nil): self = .succeeded
    case ("failed", let message?): self = .failed(message)
    default: return nil
    }
  }
}

extension Artifact.NamedArtifact {
  fileprivate var line: String { "\(key.hex) \(element)" }

  fileprivate init?(line: String) {
    let parts = line.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, let key = ContentDigest(hex: parts[0]) else { return nil }
    self.init(element: String(parts[1]), key: key)
  }
}

extension Artifact.ConditionMet {
  fileprivate init?(line: String) {
    let parts = line.split(separator: "\t").map(String.init)
    guard parts.count == 3, let provider = Artifact.NamedArtifact(line: parts[2]) else { return nil }
    self.init(condition: parts[0], subject: parts[1], provider: provider)
  }
}

extension [String: String] {
  fileprivate func digest(_ name: String) -> ContentDigest? { self[name].flatMap { ContentDigest(hex: $0) } }

  /// The values of `NAME.0`, `NAME.1` and so on; nil when one is not as it should be.
  fileprivate func list<Item>(_ name: String, _ item: (String) -> Item?) -> [Item]? {
    var items: [Item] = []
    while let line = self["\(name).\(items.count)"] {
      guard let next = item(line) else { return nil }
      items.append(next)
    }
    return items
  }
}
