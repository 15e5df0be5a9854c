import Diagnostics

extension FieldReader {
  mutating func packageIndexes(_ uv: UvSettings?) -> [PackageIndex] {
    var seen: Set<String> = []
    return (stringTable("package_indexes") ?? []).compactMap { field in
      let name = canonicalName(field.key)
      if !seen.insert(name).inserted {
        report(
          "spec.duplicate-package", "'package_indexes' names '\(escaped(name))' twice", at: field.keyPlace,
          hint: "drop one; names that differ only in case, '-', '_' and '.' mean one package")
      }
      guard isKnown(field.text, uv, at: field.place) else { return nil }
      return PackageIndex(package: field.key, canonicalName: name, index: field.text, place: field.keyPlace)
    }
  }

  mutating func priorityIndexes(_ uv: UvSettings?) -> [String] {
    (strings("priority_indexes") ?? []).filter { isKnown($0.text, uv, at: $0.place) }.map(\.text)
  }

  private mutating func isKnown(_ index: String, _ uv: UvSettings?, at place: Place) -> Bool {
    guard let uv else { return true }
    if uv.indexNames.contains(index) { return true }
    report("spec.unknown-index", "unknown package index '\(escaped(index))'", at: place, hint: uv.hint(index: index))
    return false
  }
}
