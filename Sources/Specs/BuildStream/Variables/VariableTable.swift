import Diagnostics

/// Variables by name with what they are defined as, expanded once for all elements that share them.
struct VariableTable: Sendable {
  struct Definition: Hashable, Sendable {
    var template: VariableTemplate
    var place: Place

    init(_ text: LocatedText) { (template, place) = (VariableTemplate(text.text), text.place) }
  }

  let definitions: [String: Definition]
  /// What the definitions alone give; those in ``unsettled`` are missing.
  let values: [String: String]
  /// Variables that an element has to say more for: they refer to what is not defined here.
  let unsettled: Set<String>
  /// Which variables refer to one.
  private let users: [String: [String]]

  init(_ definitions: [String: Definition]) {
    self.definitions = definitions
    var users: [String: [String]] = [:]
    for (name, definition) in definitions {
      for used in definition.template.variables { users[used, default: []].append(name) }
    }
    self.users = users
    var expansion = VariableExpansion(of: definitions, own: [:], settled: [:])
    for name in definitions.keys.sorted(by: byteOrder) { expansion.expand(name) }
    let failed = Self.closure(of: expansion.failed, users)
    (values, unsettled) = (expansion.values.filter { !failed.contains($0.key) }, failed)
  }

  /// What an element's own definitions make of all variables.
  func expanded(with own: [String: Definition], problems: inout [Diagnostic]) -> ElementVariables {
    let changed = Self.closure(of: unsettled.union(own.keys), users)
    var settled = values
    for name in changed { settled[name] = nil }
    var expansion = VariableExpansion(of: definitions, own: own, settled: settled)
    for name in changed.sorted(by: byteOrder) { expansion.expand(name) }
    problems += expansion.problems
    return ElementVariables(values: expansion.values, changed: changed)
  }

  /// The names and all that refer to them, directly or not.
  private static func closure(of names: Set<String>, _ users: [String: [String]]) -> Set<String> {
    var (all, open) = (names, Array(names))
    while let name = open.popLast() {
      for user in users[name] ?? [] where all.insert(user).inserted { open.append(user) }
    }
    return all
  }
}

/// The variables of one element with their values.
struct ElementVariables: Sendable {
  let values: [String: String]
  /// Those whose values may differ from what the table alone gives.
  let changed: Set<String>
}
