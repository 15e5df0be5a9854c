import Diagnostics

/// Reads the fields of one table and collects every problem, so that a file is reported on at once.
struct FieldReader {
  /// A field of a table of strings, with the places of key and value.
  struct StringField {
    var key: String
    var keyPlace: Place
    var text: String
    var place: Place
  }

  /// How messages call the table, such as `layer 'scipy'`.
  let subject: String
  private(set) var diagnostics: [Diagnostic] = []
  private let table: LocatedValue
  private var known: Set<String> = []

  /// A value that is no table is reported once, and then has no fields.
  init(_ table: LocatedValue, subject: String) {
    (self.table, self.subject) = (table, subject)
    guard table.entries == nil else { return }
    report("spec.wrong-type", "must be a table, but is \(table.kind)", at: table.place, hint: "write { KEY = VALUE }")
  }

  var place: Place { table.place }

  /// The value under a key, which is known from now on.
  mutating func value(_ key: String) -> LocatedValue? {
    known.insert(key)
    return table[key]
  }

  mutating func string(_ key: String) -> String? {
    guard let text = typed(key, .string, { $0.string }), let place = table[key]?.place else { return nil }
    return isText(text, at: place) ? text : nil
  }

  mutating func requiredString(_ key: String, example: String) -> String? {
    if table[key] == nil { missing("'\(key)'", hint: "add \(key) = \(example)") }
    return string(key)
  }

  mutating func boolean(_ key: String) -> Bool? { typed(key, .boolean) { $0.boolean } }

  mutating func integer(_ key: String) -> Int64? { typed(key, .integer) { $0.integer } }

  mutating func table(_ key: String) -> LocatedValue? { typed(key, .table) { $0.entries == nil ? nil : $0 } }

  mutating func array(_ key: String) -> [LocatedValue]? { typed(key, .array) { $0.elements } }

  /// An array of strings, each with its place.
  mutating func strings(_ key: String) -> [(text: String, place: Place)]? {
    guard let elements = typed(key, .strings, { $0.elements }) else { return nil }
    return elements.compactMap { element in
      if let text = element.string { return isText(text, at: element.place) ? (text, element.place) : nil }
      report(
        "spec.wrong-type", "'\(key)' must hold strings, but this is \(element.kind)", at: element.place,
        hint: "put it in quotes")
      return nil
    }
  }

  /// A table of strings.
  mutating func stringTable(_ key: String) -> [StringField]? {
    guard let entries = typed(key, .stringTable, { $0.entries }) else { return nil }
    return entries.compactMap { entry in
      if let text = entry.value.string {
        guard isText(text, at: entry.value.place) else { return nil }
        return StringField(key: entry.key, keyPlace: entry.place, text: text, place: entry.value.place)
      }
      report(
        "spec.wrong-type", "'\(key)' must hold strings, but '\(escaped(entry.key))' is \(entry.value.kind)",
        at: entry.value.place, hint: "put it in quotes")
      return nil
    }
  }

  /// Reports that something is not there, unless there is no table that could hold it.
  mutating func missing(_ what: String, hint: String) {
    guard table.entries != nil else { return }
    report("spec.missing-field", "missing \(what)", at: table.place, hint: hint)
  }

  /// Reports every key that nobody asked for.
  mutating func refuseUnknown(code: String = "spec.unknown-field") {
    for entry in table.entries ?? [] where !known.contains(entry.key) {
      report(
        code, "unknown field '\(escaped(entry.key))'", at: entry.place, hint: suggestion(for: entry.key, among: known))
    }
  }

  /// Reports a problem of the table; `message` is put after the subject.
  mutating func report(
    _ code: String, _ message: String, at place: Place?, hint: String?, severity: Diagnostic.Severity = .error
  ) {
    report(Diagnostic(code, "\(subject): \(message)", at: place, hint: hint, severity: severity))
  }

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Paths and arguments end at a NUL, which TOML allows in strings.
  private mutating func isText(_ text: String, at place: Place) -> Bool {
    guard text.utf8.contains(0) else { return true }
    report("spec.nul", "a string may not hold a NUL character", at: place, hint: "drop '\\u0000'")
    return false
  }

  private mutating func typed<Value>(_ key: String, _ kind: FieldKind, _ read: (LocatedValue) -> Value?) -> Value? {
    guard let value = value(key) else { return nil }
    if let result = read(value) { return result }
    report(
      "spec.wrong-type", "'\(key)' must be \(kind.rawValue), but is \(value.kind)", at: value.place,
      hint: "write \(key) = \(kind.example)")
    return nil
  }
}

/// What a field must be, in words.
private enum FieldKind: String {
  case string = "a string"
  case boolean = "true or false"
  case integer = "an integer"
  case table = "a table"
  case array = "an array"
  case strings = "an array of strings"
  case stringTable = "a table of strings"

  var example: String {
    switch self {
    case .string: "\"…\""
    case .boolean: "true"
    case .integer: "1"
    case .table: "{ … }"
    case .array: "[…]"
    case .strings: "[\"…\"]"
    case .stringTable: "{ KEY = \"…\" }"
    }
  }
}
