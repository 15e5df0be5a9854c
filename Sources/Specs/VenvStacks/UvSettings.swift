import Diagnostics

/// `[tool.uv]` of a spec: package indexes, and what is handed to uv as it is.
package struct UvSettings: Hashable, Sendable {
  /// A package index; `table` is what is written out for uv.
  package struct Index: Hashable, Sendable {
    package var name: String?
    package var isDefault: Bool
    package var isExplicit: Bool
    package var table: LocatedValue
  }

  /// In the order of the file.
  package var indexes: [Index] = []
  /// Packages that every layer takes from one index: canonical names to index names.
  package var sources: [String: String] = [:]
  /// The cut-off date: files uploaded later don't count.
  package var excludeNewer: String?
  package var usesNoIndex = false
  /// All other settings.
  package var remaining: [LocatedValue.Entry] = []

  package init() {}

  package var indexNames: Set<String> { Set(indexes.compactMap(\.name)) }

  /// Lets only wheels of local folders count, as `no-index = true` does.
  package mutating func leaveOutIndexes() {
    usesNoIndex = true
    remaining.removeAll { $0.key == "no-index" }
    let place = Place("")
    remaining.append(.init(key: "no-index", place: place, value: LocatedValue(.boolean(true), at: place)))
  }

  /// What to do about an index that nothing declares.
  func hint(index: String) -> String {
    suggestion(for: index, among: indexNames) ?? "name it in a [[tool.uv.index]] table"
  }
}
