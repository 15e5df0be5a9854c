import Diagnostics

extension FieldReader {
  /// Nil also when one of them is wrong, so that layers above are not blamed for what is missing then.
  mutating func platforms() -> [TargetPlatform]? {
    let before = diagnostics.count
    guard let entries = strings("platforms") else { return nil }
    var platforms: [TargetPlatform] = []
    for entry in entries {
      guard let platform = platform(entry.text, at: entry.place) else { continue }
      if platforms.contains(platform) {
        report(
          "spec.duplicate-platform", "'platforms' names '\(entry.text)' twice", at: entry.place,
          hint: "drop one of them")
      } else {
        platforms.append(platform)
      }
    }
    return diagnostics.count == before ? platforms : nil
  }

  /// A platform by its name; another text is reported.
  mutating func platform(_ text: String, at place: Place) -> TargetPlatform? {
    if let platform = TargetPlatform(rawValue: text) { return platform }
    let known = TargetPlatform.allCases.map(\.rawValue).sorted()
    report(
      "spec.unknown-platform",
      "unknown platform '\(escaped(text))', not one of \(known.map { "'\($0)'" }.joined(separator: ", "))", at: place,
      hint: nearestName(to: text, among: known).map { "did you mean '\($0)'?" } ?? "write one of these")
    return nil
  }

  mutating func linuxTarget() -> OSTarget {
    let standard = OSTarget(text: "glibc@2.28", version: OSVersion(major: 2, minor: 28))
    guard let text = string("linux_target"), let place = value("linux_target")?.place else { return standard }
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts[0] == "glibc" else {
      return refused("libc variant must be one of ['glibc'], not '\(escaped(parts[0]))'", at: place, standard)
    }
    guard parts.count == 2 else { return OSTarget(text: text, version: standard.version) }
    guard let numbers = dottedNumbers(parts[1]), numbers.count == 2 else {
      return refused("libc version must be of the form 'X.Y', not '\(escaped(parts[1]))'", at: place, standard)
    }
    return OSTarget(text: text, version: OSVersion(major: numbers[0], minor: numbers[1]))
  }

  mutating func macosxTarget(standard: OSTarget) -> OSTarget {
    guard let text = string("macosx_target"), let place = value("macosx_target")?.place else { return standard }
    if let target = OSTarget(macosx: text) { return target }
    return refused("macOS version must be of the form 'X.Y', not '\(escaped(text))'", at: place, .macosx)
  }

  private mutating func refused(_ message: String, at place: Place, _ standard: OSTarget) -> OSTarget {
    report("spec.bad-target", message, at: place, hint: "write \(standard.text)")
    return standard
  }
}
