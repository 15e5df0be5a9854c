import CanonicalJSON
import Diagnostics

extension Review {
  /// Packages that appeared, vanished, went back in version, or are brought by another layer than before.
  var packageNotes: [ReviewNote] {
    changed(.packages).flatMap { file, before, after in
      let (old, new) = (PackageList(before).entries, PackageList(after).entries)
      return Set(old.keys).union(new.keys).sorted(by: byteOrder).flatMap { name in
        notes(on: name, of: file.name, old[name], new[name])
      }
    }
  }

  private func notes(
    on name: String, of layer: String, _ before: PackageList.Entry?, _ after: PackageList.Entry?
  ) -> [ReviewNote] {
    let name = escaped(name)
    switch (before, after) {
    case (nil, let after?) where !after.isInherited:
      return [ReviewNote(.packageAdded, of: layer, "installs \(name) \(text(after)), which it did not have before")]
    case (let before?, nil) where !before.isInherited:
      return [ReviewNote(.packageRemoved, of: layer, "no longer has \(name) \(text(before))")]
    case (let before?, let after?):
      return [moved(name, layer, before, after), downgraded(name, layer, before, after)].compactMap { $0 }
    default: return []  // What is only inherited is told where it is installed.
    }
  }

  private func moved(
    _ name: String, _ layer: String, _ before: PackageList.Entry, _ after: PackageList.Entry
  ) -> ReviewNote? {
    guard before.isInherited != after.isInherited else { return nil }
    return ReviewNote(
      .packageMoved, of: layer,
      after.isInherited
        ? "inherits \(name) \(text(after)), of which it installed \(text(before)) itself before"
        : "installs \(name) \(text(after)) itself, of which it inherited \(text(before)) before")
  }

  private func downgraded(
    _ name: String, _ layer: String, _ before: PackageList.Entry, _ after: PackageList.Entry
  ) -> ReviewNote? {
    guard let old = before.version, let new = after.version, new < old, !before.isInherited || !after.isInherited
    else { return nil }
    return ReviewNote(.packageDowngraded, of: layer, "\(name) goes back from \(old) to \(new)")
  }

  private func text(_ entry: PackageList.Entry) -> String {
    entry.versions.map { escaped($0) }.joined(separator: ", ")
  }

  /// Versions of locks that moved although all else that is recorded, apart from times and archives, stayed the same.
  var lockVersionNotes: [ReviewNote] {
    let locks = changed(.lockMetadata).compactMap { file, before, after -> (String, JSONValue, JSONValue)? in
      guard let old = try? JSONValue(parsing: before, file: ""), let new = try? JSONValue(parsing: after, file: "")
      else { return nil }  // What is damaged says nothing about a version.
      return (file.name, old, new)
    }
    let layers = keptArtifacts.map { ($0.before.name, $0.before.json, $0.after.json) }
    return (locks + layers).compactMap { name, before, after in
      guard let old = before["lock_version"]?.integerValue, let new = after["lock_version"]?.integerValue, old != new,
        content(before) == content(after)
      else { return nil }
      return ReviewNote(
        .lockVersionMoved, of: name, "its lock's version goes from \(old) to \(new), but what is locked stays the same")
    }
  }

  /// What a lock or a layer is made of, without what follows from its version or from the clock.
  private func content(_ json: JSONValue) -> [String: JSONValue] {
    // A runtime names itself there.
    let isRuntime = json["runtime_layer"] == json["install_target"]
    return (json.objectValue ?? [:]).filter { key, _ in
      !key.hasPrefix("archive_") && !(isRuntime && key == "runtime_layer")
        && !["lock_version", "locked_at", "install_target", "lock_input_hash", "other_inputs_hash"].contains(key)
    }
  }
}
