import Diagnostics

extension UvSettings {
  /// Reads the table; problems go to `diagnostics`.
  init(_ table: LocatedValue?, diagnostics: inout [Diagnostic]) {
    guard let table else { return }
    var reader = FieldReader(table, subject: "[tool.uv]")
    defer { diagnostics += reader.diagnostics }
    readIndexes(&reader)
    readSources(&reader)
    usesNoIndex = reader.boolean("no-index") ?? false
    if let value = reader.value("exclude-newer") { excludeNewer = Self.date(value, &reader) }
    // The last two are set below whatever the spec says: layers hold wheels only.
    let ours: Set = ["index", "sources", "cache-keys", "no-build"]
    remaining = (table.entries ?? []).filter { !ours.contains($0.key) }
  }

  private mutating func readIndexes(_ reader: inout FieldReader) {
    for element in reader.array("index") ?? [] {
      var index = FieldReader(element, subject: "[[tool.uv.index]]")
      let name = index.string("name")
      if let name, let place = index.value("name")?.place, indexNames.contains(name) {
        index.report(
          "spec.duplicate-index", "two indexes are called '\(escaped(name))'", at: place, hint: "rename one of them")
      }
      _ = index.requiredString("url", example: "\"https://index.example/simple\"")
      indexes.append(
        Index(
          name: name, isDefault: index.boolean("default") ?? false, isExplicit: index.boolean("explicit") ?? false,
          table: element))
      index.diagnostics.forEach { reader.report($0) }
    }
  }

  private mutating func readSources(_ reader: inout FieldReader) {
    for entry in reader.table("sources")?.entries ?? [] {
      let subject = "[tool.uv.sources]: "
      guard let value = entry.value["index"], let index = value.string, entry.value.entries?.count == 1 else {
        reader.report(
          Diagnostic(
            "spec.bad-source", subject + "'\(escaped(entry.key))' must be { index = \"NAME\" }", at: entry.place,
            hint: "layers only take packages from indexes"))
        continue
      }
      if !indexNames.contains(index) {
        reader.report(
          Diagnostic(
            "spec.unknown-index", subject + "unknown package index '\(escaped(index))'", at: value.place,
            hint: hint(index: index)))
      } else if sources.updateValue(index, forKey: canonicalName(entry.key)) != nil {
        reader.report(
          Diagnostic(
            "spec.duplicate-package", subject + "names '\(escaped(canonicalName(entry.key)))' twice", at: entry.place,
            hint: "drop one; names that differ only in case, '-', '_' and '.' mean one package"))
      }
    }
  }

  private static func date(_ value: LocatedValue, _ reader: inout FieldReader) -> String? {
    if let text = value.string, isTimestamp(text) { return text }
    reader.report(
      "spec.bad-date",
      "'exclude-newer' must be a date in quotes, but is " + (value.string.map { "'\(escaped($0))'" } ?? value.kind),
      at: value.place,
      hint: "write exclude-newer = \"2026-01-31T00:00:00Z\"; a span such as '7 days' would give other locks tomorrow")
    return nil
  }
}

/// Whether a text is a date, or a date and time with its offset from UTC (RFC 3339).
private func isTimestamp(_ text: String) -> Bool {
  let form = /(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d))?/.asciiOnlyDigits()
  guard let parts = text.wholeMatch(of: form)?.output else { return false }
  func isIn(_ range: ClosedRange<Int>, _ digits: Substring?) -> Bool {
    digits.map { range.contains(Int($0) ?? -1) } ?? true
  }
  return isIn(1...12, parts.2) && isIn(1...31, parts.3) && isIn(0...23, parts.4) && isIn(0...59, parts.5)
    && isIn(0...60, parts.6)
}
