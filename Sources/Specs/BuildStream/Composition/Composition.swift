import Diagnostics

/// Lays one tree over another: what stands above wins, mappings are joined key by key, and list directives change the
/// list below them.
struct Composition {
  private(set) var problems: [Diagnostic] = []
  /// Directives that double a list at each level must not fill the memory.
  private static let longestList = 1 << 14

  /// Both are mappings.
  mutating func lay(_ upper: LocatedValue, over lower: LocatedValue) -> LocatedValue {
    guard var entries = lower.entries, let added = upper.entries else { return upper }
    // Most mappings are small, and those that are not must not take quadratic time.
    let positions =
      entries.count < 16
      ? nil : Dictionary(entries.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    for entry in added {
      let known = positions.map { $0[entry.key] } ?? entries.firstIndex { $0.key == entry.key }
      guard let known else {
        entries.append(entry)
        continue
      }
      entries[known].value = join(entry.value, over: entries[known].value, key: entry.key)
      entries[known].place = entry.place
    }
    return LocatedValue(.table(entries), at: upper.place)
  }

  private mutating func join(_ upper: LocatedValue, over lower: LocatedValue, key: String) -> LocatedValue {
    if let change = ListDirective(upper) {
      let (earlier, elements) = (ListDirective(lower), lower.elements)
      guard change.count + (earlier?.count ?? elements?.count ?? 0) <= Self.longestList else {
        return tooLong(at: upper.place)
      }
      if let elements { return LocatedValue(.array(change.applied(to: elements)), at: upper.place) }
      if let earlier { return change.after(earlier).value(at: upper.place) }
    } else {
      switch (upper.content, lower.content) {
      case (.array, .table) where ListDirective(lower) != nil: return upper
      case (.table, .table): return lay(upper, over: lower)
      case (.array, .array), (.string, .string): return upper
      default: break
      }
    }
    problems.append(
      Diagnostic(
        "element.composition",
        "'\(escaped(key))' is \(ListDirective(upper) == nil ? upper.yamlKind : "a change of a list") here, but \(lower.yamlKind) at \(lower.place)",
        at: upper.place, hint: "write \(lower.yamlKind) here too"))
    return lower
  }

  private mutating func tooLong(at place: Place) -> LocatedValue {
    problems.append(
      Diagnostic(
        "element.list-too-long", "with what is added here, the list has more than \(Self.longestList) items", at: place,
        hint: "look for files that include each other's lists again and again"))
    return LocatedValue(.array([]), at: place)
  }
}
