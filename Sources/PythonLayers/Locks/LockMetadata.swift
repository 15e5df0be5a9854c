package import CanonicalJSON
package import Diagnostics

/// What a lock was made from and when; decides whether it still fits the spec.
package struct LockMetadata: Hashable, Sendable {
  /// Of the layer's requirements, see ``LockHashes``.
  package var lockInputHash: String
  package var lockVersion: Int
  /// ISO 8601 in UTC, with `+00:00`.
  package var lockedAt: String
  package var otherInputsHash: String
  package var requirementsHash: String
  package var versionInputsHash: String

  /// Metadata with all its fields.
  package init(
    lockInputHash: String, lockVersion: Int, lockedAt: String, otherInputsHash: String, requirementsHash: String,
    versionInputsHash: String
  ) {
    (self.lockInputHash, self.lockVersion, self.lockedAt) = (lockInputHash, lockVersion, lockedAt)
    (self.otherInputsHash, self.requirementsHash) = (otherInputsHash, requirementsHash)
    self.versionInputsHash = versionInputsHash
  }

  /// Reads the file's JSON.
  ///
  /// - Parameters:
  ///   - file: How messages call it.
  ///   - command: What makes the lock anew, for hints.
  /// - Throws: `lock.damaged`, `lock.conflict`, `lock.damaged-metadata` when it is no such object, or `lock.legacy`.
  package init(parsing bytes: [UInt8], file: String, command: String) throws(Diagnostic) {
    let json = try Self.object(bytes, file: file, command: command)
    guard json["_legacy_requirements_hash"] == nil else {
      throw Diagnostic(
        "lock.legacy", "the lock was made by a venvstacks before 0.8, which hashed other inputs", at: Place(file),
        hint: "run '\(command)' to bring it up to date")
    }
    guard let lockVersion = Self.version(json), let lockedAt = json["locked_at"]?.stringValue,
      Instant(lockedAt) != nil, let lockInput = json["lock_input_hash"]?.stringValue,
      let otherInputs = json["other_inputs_hash"]?.stringValue,
      let requirements = json["requirements_hash"]?.stringValue,
      let versionInputs = json["version_inputs_hash"]?.stringValue
    else {
      throw Diagnostic(
        "lock.damaged-metadata", "the file does not describe a lock", at: Place(file), hint: "run '\(command)'")
    }
    self.init(
      lockInputHash: lockInput, lockVersion: lockVersion, lockedAt: lockedAt, otherInputsHash: otherInputs,
      requirementsHash: requirements, versionInputsHash: versionInputs)
  }

  /// The version that a file names, also one of an older form or with other fields missing; nil when it names none.
  static func savedVersion(in bytes: [UInt8]) -> Int? {
    (try? JSONValue(parsing: bytes, file: "")).flatMap(version)  // Who needs to know what is wrong reads it as a whole.
  }

  private static func object(_ bytes: [UInt8], file: String, command: String) throws(Diagnostic) -> JSONValue {
    _ = try LockFileText.check(bytes, file: file, command: command)
    do { return try JSONValue(parsing: bytes, file: file) } catch {
      throw LockFileText.damaged(error.message, at: error.place, command: command)
    }
  }

  private static func version(_ json: JSONValue) -> Int? {
    json["lock_version"]?.integerValue.flatMap { (1..<Int64(Int32.max)).contains($0) ? Int($0) : nil }
  }

  /// The file's content.
  package var json: JSONValue {
    [
      "lock_input_hash": .string(lockInputHash), "lock_version": .integer(Int64(lockVersion)),
      "locked_at": .string(lockedAt), "other_inputs_hash": .string(otherInputsHash),
      "requirements_hash": .string(requirementsHash), "version_inputs_hash": .string(versionInputsHash),
    ]
  }
}
