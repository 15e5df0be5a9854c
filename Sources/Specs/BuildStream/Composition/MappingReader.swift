import Diagnostics

/// Reads the keys of one YAML mapping and collects every problem; all scalars are text until they are asked for.
struct MappingReader {
  /// A key with text, and where both stand.
  struct TextEntry {
    var key: String
    var keyPlace: Place
    var value: LocatedText
  }

  let place: Place
  var problems: [Diagnostic] = []
  /// What codes begin with: `element` or `project`.
  private let area: String
  private let entries: [LocatedValue.Entry]
  private var known: [String] = []

  /// A value that is no mapping is reported once, and then has no keys; nil has none either.
  init(_ value: LocatedValue?, area: String = "element", at place: Place? = nil) {
    self.area = area
    self.place = value?.place ?? place ?? Place("")
    entries = value?.entries ?? []
    if let value, value.entries == nil {
      report("wrong-type", "this must be a mapping, but is \(value.yamlKind)", at: value.place, "write KEY: VALUE")
    }
  }

  /// The value under a key, which is known from now on.
  mutating func value(_ key: String) -> LocatedValue? {
    known.append(key)
    return entries.first { $0.key == key }?.value
  }

  mutating func text(_ key: String) -> LocatedText? { value(key).flatMap { text(of: $0, key) } }

  mutating func requiredText(_ key: String, example: String) -> LocatedText? {
    if let value = value(key) { return text(of: value, key) }
    report("missing-key", "the key '\(key)' is missing", at: place, "add \(key): \(example)")
    return nil
  }

  /// `True`, `true` and `1`, or `False`, `false` and `0`.
  mutating func boolean(_ key: String) -> Bool? { text(key).flatMap { boolean(of: $0, key) } }

  mutating func list(_ key: String) -> [LocatedValue]? { value(key).flatMap { list(of: $0, key) } }

  mutating func texts(_ key: String) -> [LocatedText]? { value(key).flatMap { texts(of: $0, key) } }

  mutating func mapping(_ key: String) -> LocatedValue? {
    guard let value = value(key) else { return nil }
    if value.entries != nil { return value }
    wrongType(value, key, "a mapping")
    return nil
  }

  mutating func textMapping(_ key: String) -> [TextEntry]? {
    guard let entries = mapping(key)?.entries else { return nil }
    return entries.compactMap { entry in
      text(of: entry.value, entry.key).map { TextEntry(key: entry.key, keyPlace: entry.place, value: $0) }
    }
  }

  mutating func boolean(of text: LocatedText, _ key: String) -> Bool? {
    switch text.text {
    case "True", "true", "1": return true
    case "False", "false", "0": return false
    default:
      report(
        "wrong-type", "'\(escaped(key))' must be True or False, not '\(escaped(text.text))'", at: text.place,
        "write \(escaped(key)): True")
      return nil
    }
  }

  mutating func text(of value: LocatedValue, _ key: String) -> LocatedText? {
    if let text = value.string { return LocatedText(text, at: value.place) }
    wrongType(value, key, "text")
    return nil
  }

  mutating func texts(of value: LocatedValue, _ key: String) -> [LocatedText]? {
    list(of: value, key)?.compactMap { item in
      if let text = item.string { return LocatedText(text, at: item.place) }
      report(
        "wrong-type", "'\(escaped(key))' must hold text, but this is \(item.yamlKind)", at: item.place,
        "write - TEXT for each item")
      return nil
    }
  }

  mutating func list(of value: LocatedValue, _ key: String) -> [LocatedValue]? {
    if let elements = value.elements { return elements }
    if ListDirective(value) != nil {
      report(
        "nothing-to-change", "there is no list below '\(escaped(key))' that this could change", at: value.place,
        "write a plain list")
    } else if let directive = value.entries?.first(where: { ListDirective.keys.contains($0.key) }) {
      report(
        "list-directive", "'\(directive.key)' can only stand beside other changes of a list, and must hold a list",
        at: directive.place, "write \(escaped(key)): { \"\(directive.key)\": [ … ] }")
    } else {
      wrongType(value, key, "a list")
    }
    return nil
  }

  /// The items of lists that accumulate, where a plain list adds as `(>)` does.
  mutating func addedTexts(of value: LocatedValue, _ key: String) -> [LocatedText] {
    let change = ListDirective(value).map { LocatedValue(.array($0.applied(to: [])), at: value.place) }
    return texts(of: change ?? value, key) ?? []
  }

  /// Reports every key that nobody asked for.
  mutating func refuseUnknown() {
    for entry in entries where !known.contains(entry.key) {
      report(
        "unknown-key", "unknown key '\(escaped(entry.key))'", at: entry.place, suggestion(for: entry.key, among: known))
    }
  }

  mutating func report(_ code: String, _ message: String, at place: Place?, _ hint: String?) {
    problems.append(Diagnostic("\(area).\(code)", message, at: place, hint: hint))
  }

  private mutating func wrongType(_ value: LocatedValue, _ key: String, _ kind: String) {
    let example = kind == "a list" ? "[ … ]" : kind == "text" ? "TEXT" : "{ KEY: VALUE }"
    report(
      "wrong-type", "'\(escaped(key))' must be \(kind), but is \(value.yamlKind)", at: value.place,
      "write \(escaped(key)): \(example)")
  }
}
