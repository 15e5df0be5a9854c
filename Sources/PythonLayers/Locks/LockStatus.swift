package import Diagnostics
package import Graph
import Specs
import Store

/// The hashes of everything in a spec that decides one layer's lock.
package struct LockInputs: Hashable, Sendable {
  /// Of the layer's requirements, see ``LockHashes``.
  package var lockInputHash: String
  package var otherInputsHash: String
  package var versionInputsHash: String
  package var isVersioned: Bool

  /// - Parameter moduleHashes: Of the launch module and the support modules, in that order.
  package init(layer: Layer, moduleHashes: [String]) {
    let platforms = layer.platforms
    lockInputHash = LockHashes.lockInput(requirements: layer.requirementTexts)
    otherInputsHash = LockHashes.otherInputs(
      pythonVersion: layer.pythonVersion,
      linuxTarget: platforms.contains(where: \.isLinux) ? layer.spec.linuxTarget.text : nil,
      macosxTarget: platforms.contains(where: \.isMacos) ? layer.spec.macosxTarget.text : nil,
      runtimeBuildName: layer.runtime?.buildName, frameworks: layer.frameworks.map(\.name))
    versionInputsHash = LockHashes.versionInputs(
      buildName: layer.buildName, isVersioned: layer.isVersioned, moduleHashes: moduleHashes)
    isVersioned = layer.isVersioned
  }

  /// The metadata of a lock made from these inputs; `previous` is kept as it is while it is right.
  ///
  /// The version of a versioned layer goes up by one with every change. A lock whose text stayed the same keeps its
  /// time; a new one gets the time of locking; neither is later than the cut-off date.
  ///
  /// - Parameters:
  ///   - savedVersion: The version of a lock whose metadata no longer holds.
  ///   - now: The time of locking.
  func metadata(
    for lock: Pylock, previous: LockMetadata?, savedVersion: Int? = nil, isSameLock: Bool, cutOff: Instant?,
    now: Instant
  ) -> LockMetadata {
    let requirements = LockHashes.requirements(lock)
    if let previous, fits(previous, requirementsHash: requirements),
      cutOff.map({ (Instant(previous.lockedAt) ?? now) <= $0 }) ?? true
    {
      return previous
    }
    let time = (isSameLock ? previous.flatMap { Instant($0.lockedAt) } : nil) ?? now
    return LockMetadata(
      lockInputHash: lockInputHash, lockVersion: isVersioned ? (previous?.lockVersion ?? savedVersion ?? 0) + 1 : 1,
      lockedAt: min(time, cutOff ?? time).text, otherInputsHash: otherInputsHash, requirementsHash: requirements,
      versionInputsHash: versionInputsHash)
  }

  /// Whether saved metadata is right for a lock with that hash.
  func fits(_ metadata: LockMetadata, requirementsHash: String) -> Bool {
    mismatches(metadata, requirementsHash: requirementsHash).isEmpty
  }

  /// The fields of saved metadata that don't fit, with what was expected there; version inputs only count for a
  /// versioned layer.
  package func mismatches(
    _ metadata: LockMetadata, requirementsHash: String
  ) -> [(field: String, saved: String, current: String)] {
    var fields = [
      ("lock_input_hash", metadata.lockInputHash, lockInputHash),
      ("other_inputs_hash", metadata.otherInputsHash, otherInputsHash),
      ("requirements_hash", metadata.requirementsHash, requirementsHash),
    ]
    if isVersioned { fields.append(("version_inputs_hash", metadata.versionInputsHash, versionInputsHash)) }
    return fields.filter { $0.1 != $0.2 }.map { (field: $0.0, saved: $0.1, current: $0.2) }
  }
}

/// How a layer's lock files stand to its spec.
package struct LockStatus: Sendable {
  /// Nil when there is none or it is damaged.
  package var lock: Pylock?
  package var metadata: LockMetadata?
  /// The version that saved metadata names, also where the rest of it can't be used.
  var savedVersion: Int?
  /// Why the files can't be used: absent, damaged, or made from something else; empty when the lock is valid.
  package var problems: [Diagnostic]
  /// Whether what uv resolved still fits, leaving aside inputs that only raise the layer's version.
  var resolutionFits: Bool

  /// Whether layers can be built from the lock as it is.
  package var isValid: Bool { problems.isEmpty }

  /// - Parameter locksFolder: How messages call the folder the files come from.
  package init(of layer: Layer, in locks: LockSet, inputs: LockInputs, locksFolder: String) {
    let names = LockFileNames(buildName: layer.buildName)
    problems = []
    resolutionFits = false
    let missing = [names.lock, names.metadata].filter { locks.files[$0] == nil }
    if !missing.isEmpty {
      problems.append(
        Diagnostic(
          "lock.missing",
          "layer '\(layer.buildName)' has no " + missing.map { "'\($0)'" }.joined(separator: " and no "),
          at: Place(locksFolder), hint: "run '\(layer.lockCommand)'"))
    }
    if let bytes = locks.files[names.lock] {
      do throws(DiagnosticList) {
        lock = try Pylock(parsing: bytes, file: "\(locksFolder)/\(names.lock)", command: layer.lockCommand)
      } catch { problems += error.diagnostics }
    }
    if let bytes = locks.files[names.metadata] {
      savedVersion = LockMetadata.savedVersion(in: bytes)
      do throws(Diagnostic) {
        metadata = try LockMetadata(
          parsing: bytes, file: "\(locksFolder)/\(names.metadata)", command: layer.lockCommand)
      } catch { problems.append(error) }
    }
    guard let lock, let metadata else { return }
    let mismatches = inputs.mismatches(metadata, requirementsHash: LockHashes.requirements(lock))
    resolutionFits = mismatches.allSatisfy { $0.field == "version_inputs_hash" }
    problems += mismatches.map { field, saved, current in
      Diagnostic(
        "lock.outdated",
        "layer '\(layer.buildName)': \(Self.meaning[field] ?? field) changed since it was locked (\(field) is \(saved), now \(current))",
        at: Place("\(locksFolder)/\(names.metadata)"), hint: "run '\(layer.lockCommand)', or take the change back")
    }
  }

  private static let meaning = [
    "lock_input_hash": "the list of requirements", "other_inputs_hash": "the Python version, a target or a lower layer",
    "requirements_hash": "the lock file", "version_inputs_hash": "a launch or support module",
  ]
}
