/// Which values of a field stand for which others, over all members.
struct Replacements<Value: Hashable & Sendable>: Sendable {
  /// In the order in which they were met.
  private let pairs: [(expected: Value?, actual: Value?)]
  /// For each value the one that stands for it and all that it is paired with.
  private let representatives: [Value?: Value?]

  init(_ values: [(Value?, Value?)]) {
    var pairs: [(expected: Value?, actual: Value?)] = []
    var seen: Set<[Value?]> = []
    var representatives: [Value?: Value?] = [:]
    for (expected, actual) in values where expected != actual && seen.insert([expected, actual]).inserted {
      pairs.append((expected, actual))
      let old = representatives[actual] ?? actual
      let new = representatives[expected] ?? expected
      representatives[expected] = .some(new)
      representatives[actual] = .some(new)
      for (value, representative) in representatives where representative == old { representatives[value] = .some(new) }
      guard pairs.count <= 3 else { break }
    }
    (self.pairs, self.representatives) = (pairs, representatives)
  }

  /// Whether a handful of pairs covers all members, as one build's owner does.
  var areFew: Bool { pairs.count <= 3 }

  /// The value that stands for `value` on both sides.
  func unified(_ value: Value?) -> Value? { representatives[value] ?? value }

  /// One line for each pair.
  func shown(_ field: String, _ text: (Value) -> String = { "\($0)" }) -> [String] {
    pairs.prefix(3).map {
      "\(field) \($0.expected.map(text) ?? "none") expected, \($0.actual.map(text) ?? "none") actual"
    }
      + (areFew ? [] : ["\(field) varies by member"])
  }
}
