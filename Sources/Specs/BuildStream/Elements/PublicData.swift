import CanonicalJSON
import Diagnostics

/// The `public` data of an element, expanded.
struct PublicData: Hashable, Sendable {
  /// See ``ElementDeclaration/publicData``.
  var text = "{}"
  var splitRules: [String: [String]] = [:]
  var integrationCommands: [String] = []
  var overlapWhitelist: [String] = []

  init(_ value: LocatedValue, _ expander: inout TextExpander, problems: inout [Diagnostic]) {
    var domains = MappingReader(value)
    var bst = MappingReader(domains.mapping("bst"), at: value.place)
    integrationCommands = expander.expand(bst.texts("integration-commands") ?? [])
    overlapWhitelist = expander.expand(bst.texts("overlap-whitelist") ?? []).map(trimmed)
    let rules = bst.mapping("split-rules")
    for entry in rules?.entries ?? [] {
      splitRules[entry.key] = expander.expand(bst.texts(of: entry.value, entry.key) ?? []).map(trimmed)
    }
    let whole = json(value.withoutConditions, "public", &expander, &domains)
    problems += domains.problems + bst.problems
    text = whole.line
  }

  private func json(
    _ value: LocatedValue, _ key: String, _ expander: inout TextExpander, _ reader: inout MappingReader
  ) -> JSONValue {
    switch value.content {
    case .array(let elements): return .array(elements.map { json($0, key, &expander, &reader) })
    case .table(let entries):
      // A change that found no list: whoever asks for the list says so.
      if entries.contains(where: { ListDirective.keys.contains($0.key) }) { _ = reader.list(of: value, key) }
      return .object(
        Dictionary(entries.map { ($0.key, json($0.value, $0.key, &expander, &reader)) }, uniquingKeysWith: { $1 }))
    default: return .string(value.string.map { expander.expand(LocatedText($0, at: value.place)) } ?? "")
    }
  }
}

extension LocatedValue {
  /// Public data without what it says about conditions, which no key may see.
  fileprivate var withoutConditions: LocatedValue {
    guard let assay = self["assay"], let inner = assay.entries else { return self }
    let rest = inner.filter { ![ElementReader.providers, ElementReader.requirements].contains($0.key) }
    var entries = (entries ?? []).filter { $0.key != "assay" }
    if !rest.isEmpty {
      let value = LocatedValue(.table(rest), at: assay.place)
      entries.append(Entry(key: "assay", place: assay.place, value: value))
    }
    return LocatedValue(.table(entries), at: place)
  }
}
