/// A JSON document as a value, without anything that depends on how its text was laid out.
///
/// Two values are equal when their canonical texts are: strings compare by code points, not by Unicode's canonical
/// equivalence as Swift's `String` does, and numbers by their text, so that no difference in a file is hidden.
package enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// A number that is no 64-bit integer in its shortest form (`1.0`, `1e3`, `-0`, 30 digits), as written.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])
}

extension JSONValue: Hashable {
  package static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.number(let a), .number(let b)): a.utf8.elementsEqual(b.utf8)
    case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)):
      // Equal dictionaries may still have keys that differ in their code points.
      a == b && sortedKeys(a).elementsEqual(sortedKeys(b)) { $0.utf8.elementsEqual($1.utf8) }
    default: false
    }
  }

  /// Hashes so that equal values give equal hashes; keys and strings by what `String` hashes, which is coarser.
  package func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .integer(let value): hasher.combine(value)
    case .number(let text), .string(let text): hasher.combine(text)
    case .array(let elements): hasher.combine(elements)
    case .object(let members): hasher.combine(members)
    }
  }
}

/// An object's keys in the order of their code points, as Python sorts them.
package func sortedKeys(_ object: [String: JSONValue]) -> [String] {
  // UTF-8 sorts like code points; `String.<` sorts by normalised text.
  object.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}
