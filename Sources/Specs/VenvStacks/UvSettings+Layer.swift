import Diagnostics

extension UvSettings {
  /// The settings for one layer, as the `[tool.uv]` table of its throw-away project.
  ///
  /// Order of indexes: the layer's priority indexes, explicit ones that one of its packages names (in file order), then
  /// those that hold for every package.
  ///
  /// `packageIndexes` leads from canonical package names to index names, the layer's own and inherited ones.
  package func layerTable(
    packageIndexes: [String: String], priorityIndexes: [String], constraints: [String], findLinks: [String]
  ) -> [LocatedValue.Entry] {
    let merged = sources.merging(packageIndexes) { $1 }
    let tables = indexTables(named: Set(merged.values), priority: priorityIndexes)
    let links = (remaining.first { $0.key == "find-links" }?.value.elements ?? []).compactMap(\.string) + findLinks
    var result = remaining.filter { $0.key != "find-links" && $0.key != "constraint-dependencies" }
    result.append(entry("cache-keys", .array([value(.table([entry("file", .string("pyproject.toml"))]))])))
    result.append(entry("no-build", .boolean(true)))
    if !links.isEmpty { result.append(entry("find-links", strings(links))) }
    result.append(entry("constraint-dependencies", strings(constraints)))
    if !tables.isEmpty { result.append(entry("index", .array(tables))) }
    let rows = merged.sorted { byteOrder($0.key, $1.key) }
      .map { entry($0.key, .table([entry("index", .string($0.value))])) }
    if !rows.isEmpty { result.append(entry("sources", .table(rows))) }
    return result
  }

  private func indexTables(named names: Set<String>, priority: [String]) -> [LocatedValue] {
    let first = priority.compactMap { name in indexes.first { $0.name == name } }
    let referenced = indexes.filter { index in index.isExplicit && index.name.map(names.contains) ?? false }
    let common = indexes.filter { $0.isDefault || !$0.isExplicit }
    var (taken, tables) = (Set<String>(), [LocatedValue]())
    for index in first where index.name.map({ taken.insert($0).inserted }) ?? true {
      tables.append(index.table.replacing("explicit", with: .boolean(false)))
    }
    for index in referenced + common where index.name.map({ taken.insert($0).inserted }) ?? true {
      tables.append(index.table)
    }
    return tables
  }
}

// What is written out was not read anywhere.
private func value(_ content: LocatedValue.Content) -> LocatedValue { LocatedValue(content, at: Place("")) }

private func entry(_ key: String, _ content: LocatedValue.Content) -> LocatedValue.Entry {
  .init(key: key, place: Place(""), value: value(content))
}

private func strings(_ texts: [String]) -> LocatedValue.Content { .array(texts.map { value(.string($0)) }) }

extension LocatedValue {
  fileprivate func replacing(_ key: String, with content: Content) -> LocatedValue {
    guard let entries else { return self }
    let changed = Entry(key: key, place: place, value: LocatedValue(content, at: place))
    return LocatedValue(.table(entries.filter { $0.key != key } + [changed]), at: place)
  }
}
