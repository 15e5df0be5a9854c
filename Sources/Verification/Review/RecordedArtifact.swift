import CanonicalJSON

/// An archive or another output as a manifest or metadata file names it, whatever kind of stack wrote it.
struct RecordedArtifact {
  let name: String
  /// In bytes.
  let size: Int64
  /// SHA-256, in hexadecimal digits.
  let digest: String?
  /// All that is recorded of it.
  let json: JSONValue

  /// The artifacts anywhere in a file, by name; none in one that is no JSON, such as one with conflict markers.
  static func list(in bytes: [UInt8]) -> [String: RecordedArtifact] {
    // Who reads it all says what is wrong.
    guard let json = try? JSONValue(parsing: bytes, file: "") else { return [:] }
    var found: [String: RecordedArtifact] = [:]
    collect(json, into: &found)
    return found
  }

  private static func collect(_ json: JSONValue, into found: inout [String: RecordedArtifact]) {
    if let artifact = RecordedArtifact(json) {
      found[artifact.name] = artifact
    } else if let object = json.objectValue {
      for key in sortedKeys(object) { collect(object[key] ?? .null, into: &found) }
    } else {
      json.arrayValue?.forEach { collect($0, into: &found) }
    }
  }

  private init?(_ json: JSONValue) {
    guard let name = (json["layer_name"] ?? json["name"] ?? json["path"])?.stringValue,
      let size = (json["archive_size"] ?? json["size"])?.integerValue, size >= 0
    else { return nil }
    (self.name, self.size, self.json) = (name, size, json)
    digest = (json["archive_hashes"]?["sha256"] ?? json["sha256"])?.stringValue
  }
}
