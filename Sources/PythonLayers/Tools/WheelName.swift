package import Specs

/// The parts of a wheel's file name, `NAME-VERSION[-BUILD]-PYTHON-ABI-PLATFORM.whl`, tags split at their dots.
///
/// Format: Python packaging specification "Binary distribution format".
package struct WheelName: Hashable, Sendable {
  /// Such as `py3` or `cp311`.
  package var pythonTags: [String]
  package var abiTags: [String]
  package var platformTags: [String]

  /// Nil when the name has not the form of a wheel's.
  package init?(_ fileName: String) {
    guard fileName.hasSuffix(".whl") else { return nil }
    let parts = fileName.dropLast(4).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 5 || parts.count == 6 else { return nil }
    let tags = parts.suffix(3).map { $0.split(separator: ".").map(String.init) }
    (pythonTags, abiTags, platformTags) = (tags[0], tags[1], tags[2])
  }

  /// Whether CPython `X.Y` can import it, going by the Python and ABI tags.
  package func fits(pythonVersion: String) -> Bool {
    let parts = pythonVersion.split(separator: ".").compactMap { Int($0) }
    guard parts.count == 2 else { return false }
    let (major, minor) = (parts[0], parts[1])
    let own = "cp\(major)\(minor)"
    if pythonTags.contains(own), abiTags.contains(where: { $0 == own || $0 == "none" || $0 == "abi3" }) { return true }
    return pythonTags.contains { tag in
      guard let number = Int(tag.dropFirst(2)) else { return false }
      let tagMajor = number < 10 ? number : Int(String(number).prefix(1)) ?? 0
      let tagMinor = number < 10 ? 0 : Int(String(number).dropFirst()) ?? .max
      guard tagMajor == major, tagMinor <= minor else { return false }
      return tag.hasPrefix("cp") ? abiTags.contains("abi3") : tag.hasPrefix("py") && abiTags.contains("none")
    }
  }

  /// Whether it can be installed on a platform whose C library or system is at least of the target's version.
  package func fits(platform: TargetPlatform, linuxTarget: OSVersion, macosxTarget: OSVersion) -> Bool {
    platformTags.contains { tag in
      if tag == "any" || tag == platform.rawValue { return true }
      guard let (system, version, architecture) = Self.versioned(tag) else { return false }
      return switch system {
      case "manylinux": platform.rawValue == "linux_\(architecture)" && version <= linuxTarget
      case "macosx":
        platform.isMacos && version <= macosxTarget
          && (platform.rawValue == "macosx_\(architecture)" || Self.universal(platform).contains(architecture))
      default: false
      }
    }
  }

  /// Names of binaries for several architectures, one of them the platform's.
  private static func universal(_ platform: TargetPlatform) -> Set<String> {
    platform == .macosxArm64 ? ["universal2"] : ["universal2", "universal", "intel", "fat64", "fat32"]
  }

  /// `manylinux_2_17_x86_64` or `macosx_11_0_arm64` in parts; older names stand for a version of glibc (PEP 600).
  private static func versioned(_ tag: String) -> (system: String, version: OSVersion, architecture: String)? {
    for (name, minor) in [("manylinux1_", 5), ("manylinux2010_", 12), ("manylinux2014_", 17)]
    where tag.hasPrefix(name) {
      return ("manylinux", OSVersion(major: 2, minor: minor), String(tag.dropFirst(name.count)))
    }
    let parts = tag.split(separator: "_", maxSplits: 3).map(String.init)
    guard parts.count == 4, let major = Int(parts[1]), let minor = Int(parts[2]) else { return nil }
    return (parts[0], OSVersion(major: major, minor: minor), parts[3])
  }
}
