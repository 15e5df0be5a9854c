import CanonicalJSON
import Comparison

extension [Observation] {
  /// A cause that shows in some fields of the artifacts as a whole, proven by leaving them out; nothing where they are
  /// the same.
  ///
  /// - Parameters:
  ///   - derived: fields that can't be the same when these differ, and are left out with them.
  ///   - text: how a value is shown.
  static func leavingOut(
    _ fields: [ContainerField], derived: [ContainerField] = [], of pair: InventoryPair,
    text: (JSONValue) -> String = shown
  ) -> Self {
    let differences = pair.container(fields)
    guard !differences.isEmpty else { return [] }
    let evidence = differences.map {
      "\($0.field.rawValue): \(text($0.expected)) expected, \(text($0.actual)) actual"
    }
    return [Observation(members: 0, evidence: evidence) { $0.without(fields + derived) }]
  }
}

/// A value of an inventory as a sentence shows it; text in it is escaped already.
func shown(_ value: JSONValue) -> String {
  switch value {
  case .null: "none"
  case .string(let text): "'\(text)'"
  default: value.line
  }
}

/// One line for each of the first few pairs of values, `NOUN A expected, B actual`; both texts are escaped already.
func shownPairs(_ noun: String, _ values: [FieldDifference]) -> [String] {
  var lines: [String] = []
  for value in values {
    let line = "\(noun) \(shown(value.expected)) expected, \(shown(value.actual)) actual"
    guard !lines.contains(line) else { continue }
    guard lines.count < 3 else { return lines + ["other members have other values"] }
    lines.append(line)
  }
  return lines
}

extension Inventory {
  /// The inventory without some fields of the artifact as a whole.
  func without(_ fields: [ContainerField]) -> Inventory {
    guard container != nil else { return self }
    var result = self
    for field in fields { result.container?[field] = nil }
    return result
  }
}
