import Diagnostics

extension FieldReader {
  /// What a framework or application stands on.
  mutating func base() -> LayerSpec.Base? {
    let runtime = string("runtime")
    let frameworks = strings("frameworks")
    switch (value("runtime"), value("frameworks")) {
    case (nil, nil):
      missing(
        "'frameworks' or 'runtime'",
        hint: "say what the layer stands on: runtime = \"…\" or frameworks = [\"…\"]")
      return nil
    case (_?, let value?):
      report(
        "spec.two-bases", "expected one of 'runtime' and 'frameworks', met both", at: value.place,
        hint: "frameworks bring their runtime: drop 'runtime'")
      return nil
    case (let value?, nil): return runtime.map { .runtime(LayerReference(name: $0, place: value.place)) }
    case (nil, let value?): return frameworks.flatMap { self.frameworks($0, at: value.place) }
    }
  }

  /// What a runtime stands on; `fully_versioned_name` is the field's old name.
  mutating func implementation() -> LayerSpec.Base? {
    let old = string("fully_versioned_name")
    guard let old, let place = value("fully_versioned_name")?.place else {
      guard let text = requiredString("python_implementation", example: "\"cpython@3.11.11\"") else { return nil }
      return implementation(text, field: "python_implementation", at: value("python_implementation")?.place)
    }
    guard value("python_implementation") == nil else {
      report(
        "spec.two-names", "sets both 'python_implementation' and 'fully_versioned_name'", at: place,
        hint: "drop 'fully_versioned_name'")
      return nil
    }
    report(
      "spec.deprecated", "'fully_versioned_name' is now called 'python_implementation'", at: place,
      hint: "rename the field", severity: .warning)
    return implementation(old, field: "fully_versioned_name", at: place)
  }

  private mutating func frameworks(_ entries: [(text: String, place: Place)], at place: Place) -> LayerSpec.Base? {
    if entries.isEmpty {
      report(
        "spec.no-frameworks", "'frameworks' is empty", at: place, hint: "name a framework, or write runtime = \"…\"")
      return nil
    }
    var seen: Set<String> = []
    for entry in entries where !seen.insert(entry.text).inserted {
      report(
        "spec.duplicate-framework", "'frameworks' names '\(escaped(entry.text))' twice", at: entry.place,
        hint: "drop one of them")
    }
    return seen.count < entries.count
      ? nil : .frameworks(entries.map { LayerReference(name: $0.text, place: $0.place) })
  }

  private mutating func implementation(_ text: String, field: String, at place: Place?) -> LayerSpec.Base? {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, ["cpython", "pypy"].contains(parts[0]), isPythonVersion(parts[1]) else {
      report(
        "spec.bad-implementation", "'\(field)' must be an implementation and its version, not '\(escaped(text))'",
        at: place, hint: "write cpython@X.Y.Z or pypy@X.Y.Z, such as cpython@3.11.11")
      return nil
    }
    return .implementation(name: parts[0], version: parts[1])
  }
}

/// `X.Y.Z`, where `Z` may end in a pre-release such as `rc1`.
private func isPythonVersion(_ text: String) -> Bool {
  let release = text.split(separator: ".", omittingEmptySubsequences: false)
  guard release.count == 3, let last = release.last, let suffix = last.firstIndex(where: \.isLetter) else {
    return dottedNumbers(text)?.count == 3
  }
  let letters = last[suffix...].prefix(while: \.isLetter)
  return ["a", "b", "rc"].contains(letters) && dottedNumbers(text[..<suffix])?.count == 3
    && dottedNumbers(last[letters.endIndex...]) != nil
}

/// The numbers of a text such as `3.11.11`, digits only; nil when it is anything else.
func dottedNumbers(_ text: some StringProtocol) -> [Int]? {
  let numbers = text.split(separator: ".", omittingEmptySubsequences: false).map { part in
    part.utf8.allSatisfy { (48...57).contains($0) } ? Int(part) : nil
  }
  return numbers.contains(nil) ? nil : numbers.compactMap { $0 }
}
