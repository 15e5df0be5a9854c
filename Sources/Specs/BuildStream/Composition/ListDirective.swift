import Diagnostics

/// A change of the list below, written as a mapping of `(>)`, `(<)` and `(=)`.
struct ListDirective {
  private var replacement: [LocatedValue]?
  private var front: [LocatedValue] = []
  private var back: [LocatedValue] = []

  static let keys: Set<String> = ["(>)", "(<)", "(=)"]

  /// Nil for what is no such mapping; one with other keys, or with values that are no lists, is none either.
  init?(_ value: LocatedValue) {
    guard let entries = value.entries, !entries.isEmpty, entries.allSatisfy({ Self.keys.contains($0.key) }) else {
      return nil
    }
    for entry in entries {
      guard let elements = entry.value.elements else { return nil }
      switch entry.key {
      case "(>)": back = elements
      case "(<)": front = elements
      default: replacement = elements
      }
    }
  }

  /// How many items it writes.
  var count: Int { front.count + back.count + (replacement?.count ?? 0) }

  func applied(to elements: [LocatedValue]) -> [LocatedValue] { front + (replacement ?? elements) + back }

  /// What an earlier change and then this one do together.
  func after(_ earlier: Self) -> Self {
    guard replacement == nil else { return self }
    var both = earlier
    (both.front, both.back) = (front + earlier.front, earlier.back + back)
    return both
  }

  /// The change as it would be written.
  func value(at place: Place) -> LocatedValue {
    let parts = [("(=)", replacement), ("(<)", front.isEmpty ? nil : front), ("(>)", back.isEmpty ? nil : back)]
    let entries = parts.compactMap { key, elements in
      elements.map { LocatedValue.Entry(key: key, place: place, value: LocatedValue(.array($0), at: place)) }
    }
    return LocatedValue(.table(entries), at: place)
  }
}
