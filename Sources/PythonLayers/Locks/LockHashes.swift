import Diagnostics
import Store

/// The four hashes that tie a lock to what it was made from, in venvstacks' definition.
///
/// Each is SHA-256 over the UTF-8 bytes of strings fed one after the other, without separators.
enum LockHashes {
  /// `sha256:HEX` over the strings as they come.
  static func hash(_ strings: [String]) -> String { "sha256:" + ContentDigest(of: strings.joined()).hex }

  /// Over the sorted requirement strings, cleaned as requirement files are.
  static func lockInput(requirements: [String]) -> String { hash(cleaned(requirements).sorted(by: byteOrder)) }

  /// Over what else decides a resolution: Python version, targets, and the layers below by name.
  static func otherInputs(
    pythonVersion: String, linuxTarget: String?, macosxTarget: String?, runtimeBuildName: String?, frameworks: [String]
  ) -> String {
    hash(
      ["py_version=\(pythonVersion)"] + (linuxTarget.map { ["linux_target=\($0)"] } ?? [])
        + (macosxTarget.map { ["macosx_target=\($0)"] } ?? []) + (runtimeBuildName.map { [$0] } ?? []) + frameworks)
  }

  /// Over what gives a versioned layer a new version although its packages stay the same.
  static func versionInputs(buildName: String, isVersioned: Bool, moduleHashes: [String]) -> String {
    hash(["env_name=\(buildName)", "is_versioned_layer=\(isVersioned ? "True" : "False")"] + moduleHashes)
  }

  /// Over what a lock file pins: names, versions, markers, indexes and the hashes of wheels; layout doesn't matter.
  static func requirements(_ lock: Pylock) -> String {
    let items = lock.packages.flatMap { package in
      let marker = package.ownMarker.map { " ; \($0)" } ?? ""
      let index = package.index ?? "unspecified index"
      return ["\(package.name)==\(package.normalisedVersion)\(marker) from \(index)"]
        + package.wheels.flatMap { wheel in wheel.hashes.map { "\(wheel.fileName):\($0.algorithm):\($0.value)" } }
    }
    return hash(items.sorted(by: byteOrder))
  }

  /// Requirement lines without comments, line continuations, blank lines and hash options.
  static func cleaned(_ requirements: [String]) -> [String] {
    requirements.compactMap { line in
      if isClean(line) { return line }
      var text = line[...]
      while let last = text.last, last == "\\" || last.isWhitespace { text.removeLast() }
      text = text.prefix { $0 != "#" }
      while let last = text.last, last.isWhitespace { text.removeLast() }
      let cleaned = String(text.drop(while: \.isWhitespace))
      return cleaned.isEmpty || cleaned.contains("--hash") ? nil : cleaned
    }
  }

  /// Whether a line surely stays as it is, told by its bytes alone, as nearly all do.
  private static func isClean(_ line: String) -> Bool {
    let (special, bytes) = (Array("\\#".utf8), line.utf8)
    var previous = UInt8(ascii: " ")
    for byte in bytes {
      guard (0x20...0x7E).contains(byte), !special.contains(byte) else { return false }
      if byte == UInt8(ascii: "-"), previous == byte { return false }
      previous = byte
    }
    return bytes.first != UInt8(ascii: " ") && previous != UInt8(ascii: " ")
  }
}
