import Diagnostics

/// The options of a project with what they are set to.
struct ProjectOptions {
  private(set) var values: [String: OptionValue] = [:]
  /// What options set variables to.
  private(set) var variables: [String: LocatedText] = [:]
  private(set) var problems: [Diagnostic] = []

  private enum Kind: String, CaseIterable {
    case bool, `enum`, flags, arch, os
    case elementMask = "element-mask"
  }

  /// - Parameters:
  ///   - declarations: The mapping under `options`.
  ///   - given: What the user sets them to.
  init(_ declarations: LocatedValue?, given: [String: String]) {
    for entry in declarations?.entries ?? [] { add(entry, given: given[entry.key]) }
    let names = (declarations?.entries ?? []).map(\.key)
    for name in given.keys.sorted(by: byteOrder) where !names.contains(name) {
      problems.append(
        Diagnostic(
          "project.unknown-option", "the project has no option '\(escaped(name))'",
          hint: suggestion(for: name, among: names) ?? "declare it in project.conf under options"))
    }
  }

  private mutating func add(_ entry: LocatedValue.Entry, given: String?) {
    var reader = MappingReader(entry.value, area: "project")
    defer { problems += reader.problems }
    // Conditions that speak of it are not to blame for what is wrong with it.
    values[entry.key] = .text("")
    if !isOptionName(entry.key) {
      reader.report(
        "name", "'\(escaped(entry.key))' can't be the name of an option", at: entry.place,
        "use letters, digits and '_', and begin with a letter")
    }
    guard let type = reader.requiredText("type", example: "bool") else { return }
    guard let kind = Kind(rawValue: type.text) else {
      return reader.report(
        "unknown-value", "unknown type of option '\(escaped(type.text))'", at: type.place,
        suggestion(for: type.text, among: Kind.allCases.map(\.rawValue)))
    }
    _ = reader.text("description")
    let variable = reader.text("variable")
    let value = value(of: kind, named: entry.key, given: given, &reader)
    reader.refuseUnknown()
    guard let value else { return }
    values[entry.key] = value
    if let variable { variables[variable.text] = LocatedText(exported(value), at: variable.place) }
  }

  private func value(
    of kind: Kind, named name: String, given: String?, _ reader: inout MappingReader
  ) -> OptionValue? {
    if kind == .bool { return truth(name, given, &reader) }
    let (values, standard) = (reader.texts("values"), reader.value("default"))
    let isOpen = kind == .elementMask
    guard let allowed = (values ?? (isOpen ? [] : nil)).map({ Set($0.map(\.text)) }) else {
      reader.report("missing-key", "the key 'values' is missing", at: reader.place, "add values: [ … ]")
      return nil
    }
    if kind == .flags || isOpen {
      let own = standard.flatMap { reader.texts(of: $0, "default") } ?? []
      let chosen =
        given.map { $0.split(separator: ",").map { LocatedText(trimmed(String($0)), at: reader.place) } } ?? own
      guard isOpen || chosen.allSatisfy({ check($0, name, allowed, &reader) }) else { return nil }
      return .list(chosen.map(\.text).sorted(by: byteOrder).map { .text($0) })
    }
    let host = kind == .arch ? Host.architecture : kind == .os ? Host.system : nil
    let own = standard.flatMap { reader.text(of: $0, "default") } ?? host.map { LocatedText($0, at: reader.place) }
    guard let chosen = given.map({ LocatedText($0, at: reader.place) }) ?? own else {
      reader.report("missing-key", "the key 'default' is missing", at: reader.place, "add default: VALUE")
      return nil
    }
    return check(chosen, name, allowed, &reader) ? .text(chosen.text) : nil
  }

  private func truth(_ name: String, _ given: String?, _ reader: inout MappingReader) -> OptionValue? {
    guard let own = reader.requiredText("default", example: "False") else { return nil }
    let text = given.map { LocatedText($0, at: reader.place) } ?? own
    return reader.boolean(of: text, name).map { .truth($0) }
  }

  private func check(
    _ value: LocatedText, _ name: String, _ allowed: Set<String>, _ reader: inout MappingReader
  ) -> Bool {
    if allowed.contains(value.text) { return true }
    reader.report(
      "option-value", "the option '\(escaped(name))' can't be '\(escaped(value.text))'", at: value.place,
      suggestion(for: value.text, among: allowed))
    return false
  }

  private func exported(_ value: OptionValue) -> String {
    switch value {
    case .text(let text): text
    case .truth(let truth): truth ? "1" : "0"
    case .list(let values): values.map { exported($0) }.joined(separator: ",")
    }
  }

  private func isOptionName(_ name: String) -> Bool {
    isSymbol(name) && !name.utf8.contains(UInt8(ascii: "-"))
  }
}

/// The machine in the words of projects.
enum Host {
  static let system = "Linux"
  #if arch(x86_64)
    static let architecture = "x86-64"
  #else
    static let architecture = "aarch64"
  #endif
}

/// Letters, digits, `-` and `_`, and no digit first: names of projects, conditions and variables.
func isSymbol(_ name: String) -> Bool {
  guard let first = name.utf8.first, !(48...57).contains(first) else { return false }
  return name.utf8.allSatisfy {
    (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 95
  }
}

/// Without blanks and line ends at both ends.
func trimmed(_ text: String) -> String {
  let isBlank = { (character: Character) in character.isWhitespace }
  var rest = text[...].drop(while: isBlank)
  while let last = rest.last, isBlank(last) { rest.removeLast() }
  return String(rest)
}
