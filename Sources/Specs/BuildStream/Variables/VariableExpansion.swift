import Diagnostics

/// Expands variables that refer to each other, each one once.
struct VariableExpansion {
  /// No text is longer in an honest project; doubling references would fill the memory.
  static let longestText = 1 << 20
  /// The same for all texts of one element.
  static let longestTotal = 64 << 20
  /// Deeper chains of references would exhaust the stack.
  private static let deepest = 256

  private(set) var values: [String: String]
  private(set) var failed: Set<String> = []
  private(set) var problems: [Diagnostic] = []
  private let definitions: [String: VariableTable.Definition]
  private let own: [String: VariableTable.Definition]
  private var open: [String] = []
  private var total = 0

  /// - Parameter settled: Values that are known already.
  init(
    of definitions: [String: VariableTable.Definition], own: [String: VariableTable.Definition],
    settled: [String: String]
  ) {
    (self.definitions, self.own, values) = (definitions, own, settled)
  }

  /// What goes wrong is a problem, and the value is then empty.
  mutating func expand(_ name: String) {
    guard values[name] == nil, let definition = definition(name) else { return }
    open.append(name)
    defer { open.removeLast() }
    guard open.count <= Self.deepest else {
      return fail(
        name, "variable-depth", "variables refer to each other more than \(Self.deepest) levels deep", definition.place,
        "write some of them out")
    }
    if let value = joined(definition, name) { values[name] = value }
  }

  private func definition(_ name: String) -> VariableTable.Definition? { own[name] ?? definitions[name] }

  private mutating func joined(_ definition: VariableTable.Definition, _ name: String) -> String? {
    var text = ""
    for part in definition.template.parts {
      switch part {
      case .text(let part): text += part
      case .variable(let used):
        guard let value = value(of: used, for: definition) else {
          if values[name] == nil { (values[name], _) = ("", failed.insert(name)) }
          return nil
        }
        text += value
      }
      guard text.utf8.count <= Self.longestText, total + text.utf8.count <= Self.longestTotal else {
        fail(
          name, "variable-too-long", "the variable '\(escaped(name))' is longer than 1 MiB when it is expanded",
          definition.place, "look for variables that hold others twice")
        return nil
      }
    }
    total += text.utf8.count
    return text
  }

  private mutating func value(of used: String, for definition: VariableTable.Definition) -> String? {
    if let value = values[used] {
      return failed.contains(used) ? nil : value
    }
    guard self.definition(used) != nil else {
      let names = problems.count < mostSuggestions ? Array(definitions.keys) + own.keys : []
      problems.append(undefinedVariable(used, at: definition.place, among: names))
      return nil
    }
    if let start = open.firstIndex(of: used) {
      reportCycle(open[start...])
      return nil
    }
    expand(used)
    return failed.contains(used) ? nil : values[used]
  }

  private mutating func reportCycle(_ names: ArraySlice<String>) {
    // Told from the smallest name on, wherever it was entered.
    guard let first = names.indices.min(by: { byteOrder(names[$0], names[$1]) }) else { return }
    let turned = names[first...] + names[..<first]
    let steps = turned.map { "'\(escaped($0))'" + (definition($0).map { " (\($0.place))" } ?? "") }
    problems.append(
      Diagnostic(
        "element.variable-cycle",
        "variables refer to each other in a circle: \((steps + ["'\(escaped(names[first]))'"]).joined(separator: " -> "))",
        at: definition(names[first])?.place, hint: "give one of them a value of its own"))
    for name in names { (values[name], _) = ("", failed.insert(name)) }
  }

  private mutating func fail(_ name: String, _ code: String, _ message: String, _ place: Place, _ hint: String) {
    (values[name], _) = ("", failed.insert(name))
    problems.append(Diagnostic("element.\(code)", message, at: place, hint: hint))
  }
}

/// A near name is looked for among all names there are, which takes its time.
let mostSuggestions = 20

/// A reference to a variable that is defined nowhere.
func undefinedVariable(_ name: String, at place: Place, among names: [String]) -> Diagnostic {
  Diagnostic(
    "element.undefined-variable", "the variable '\(escaped(name))' is not defined", at: place,
    hint: nearestName(to: name, among: names).map { "did you mean '\(escaped($0))'?" }
      ?? "define it under variables, here or in project.conf")
}
