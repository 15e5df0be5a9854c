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

  /// Reads the file's JSON; throws `lock.damaged-metadata` when it is no such object.
  package init(parsing bytes: [UInt8], file: String) throws(Diagnostic) {
    let json = try JSONValue(parsing: bytes, file: file)
    guard json["_legacy_requirements_hash"] == nil, let lockVersion = json["lock_version"]?.integerValue,
      (1...Int64(Int32.max)).contains(lockVersion), let lockedAt = json["locked_at"]?.stringValue,
      Instant(lockedAt) != nil, let lockInput = json["lock_input_hash"]?.stringValue,
      let otherInputs = json["other_inputs_hash"]?.stringValue,
      let requirements = json["requirements_hash"]?.stringValue,
      let versionInputs = json["version_inputs_hash"]?.stringValue
    else {
      throw Diagnostic(
        "lock.damaged-metadata", "the file does not describe a lock", at: Place(file), hint: "run 'assay lock'")
    }
    self.init(
      lockInputHash: lockInput, lockVersion: Int(lockVersion), lockedAt: lockedAt, otherInputsHash: otherInputs,
      requirementsHash: requirements, versionInputsHash: versionInputs)
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
