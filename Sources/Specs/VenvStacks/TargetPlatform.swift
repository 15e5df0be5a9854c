import Diagnostics

/// A platform that layers are built for, by the name venvstacks gives it.
package enum TargetPlatform: String, Sendable, CaseIterable, Comparable {
  case linuxAarch64 = "linux_aarch64"
  case linuxX86 = "linux_x86_64"
  case macosxArm64 = "macosx_arm64"
  case macosxX86 = "macosx_x86_64"
  case winAmd64 = "win_amd64"
  case winArm64 = "win_arm64"

  /// The platform this program runs on.
  package static var current: TargetPlatform {
    #if arch(arm64)
      .linuxAarch64
    #else
      .linuxX86
    #endif
  }

  package var isLinux: Bool { self == .linuxX86 || self == .linuxAarch64 }
  package var isMacos: Bool { self == .macosxArm64 || self == .macosxX86 }
  package var isWindows: Bool { self == .winAmd64 || self == .winArm64 }

  package static func < (left: Self, right: Self) -> Bool { byteOrder(left.rawValue, right.rawValue) }

  /// What uv calls the platform, for a given oldest C library.
  package func uvName(linuxTarget: OSVersion) -> String {
    let architecture =
      switch self {
      case .linuxX86, .macosxX86, .winAmd64: "x86_64"
      case .linuxAarch64, .macosxArm64, .winArm64: "aarch64"
      }
    if isLinux { return "\(architecture)-manylinux_\(linuxTarget.major)_\(linuxTarget.minor)" }
    return isMacos ? "\(architecture)-apple-darwin" : "\(architecture)-pc-windows-msvc"
  }

  /// What environment markers see on the platform, with an interpreter of a version `X.Y.Z`.
  package func markerEnvironment(implementation: String, pythonVersion: String) -> MarkerEnvironment {
    let (os, system, name): (String, String, String) =
      isLinux ? ("posix", "linux", "Linux") : isMacos ? ("posix", "darwin", "Darwin") : ("nt", "win32", "Windows")
    let machine =
      switch self {
      case .linuxX86, .macosxX86: "x86_64"
      case .linuxAarch64: "aarch64"
      case .macosxArm64: "arm64"
      // As CPython says there; venvstacks has it in lower case, so that markers which ask for it never hold.
      case .winArm64: "ARM64"
      case .winAmd64: "AMD64"
      }
    return [
      "os_name": os, "sys_platform": system, "platform_system": name, "platform_machine": machine,
      "python_version": pythonVersion.split(separator: ".").dropLast().joined(separator: "."),
      "python_full_version": pythonVersion, "implementation_name": implementation,
      "implementation_version": pythonVersion,
      "platform_python_implementation": implementation == "pypy" ? "PyPy" : "CPython", "platform_release": "",
      "platform_version": "",
    ]
  }
}

/// A version of a C library or system, `major.minor`.
package struct OSVersion: Hashable, Sendable, Comparable {
  package var major: Int
  package var minor: Int

  package init(major: Int, minor: Int) { (self.major, self.minor) = (major, minor) }

  package static func < (left: Self, right: Self) -> Bool { (left.major, left.minor) < (right.major, right.minor) }
}

/// The oldest system a layer must run on: as the spec writes it, and what that means.
package struct OSTarget: Hashable, Sendable {
  package var text: String
  package var version: OSVersion

  package init(text: String, version: OSVersion) { (self.text, self.version) = (text, version) }
}

extension OSTarget {
  /// For layers that name no macOS target where the environment doesn't either.
  static let macosx = OSTarget(text: "13.0", version: OSVersion(major: 13, minor: 0))

  /// `X.Y`, or `X`, where further numbers don't count; nil for anything else.
  init?(macosx text: String) {
    guard let numbers = dottedNumbers(text), let major = numbers.first else { return nil }
    self.init(text: text, version: OSVersion(major: major, minor: numbers.dropFirst().first ?? 0))
  }

  /// `MACOSX_DEPLOYMENT_TARGET`, as venvstacks has it, or 13.0.
  ///
  /// A warning says that the variable counts: locks made without it will not fit.
  static func macosx(environment: [String: String], diagnostics: inout [Diagnostic]) -> OSTarget {
    let variable = "MACOSX_DEPLOYMENT_TARGET"
    guard let text = environment[variable], !text.isEmpty else { return macosx }
    guard let target = OSTarget(macosx: text) else {
      diagnostics.append(
        Diagnostic(
          "spec.bad-target", "\(variable): macOS version must be of the form 'X.Y', not '\(escaped(text))'",
          hint: "unset the variable, or write \(variable)=13.0"))
      return macosx
    }
    diagnostics.append(
      Diagnostic(
        "spec.target-from-environment", "layers without 'macosx_target' are for macOS \(text), after \(variable)",
        hint: "write macosx_target = \"\(text)\" where it is meant, so that every machine gives the same locks",
        severity: .warning))
    return target
  }
}
