import Diagnostics

/// Reads a marker by recursive descent; groups nest at most 64 deep.
struct MarkerParser {
  private let characters: [Character]
  private var index = 0

  init(_ text: String) { characters = Array(text) }

  mutating func parseWhole() throws(Diagnostic) -> Marker.Node {
    let node = try parseOr(depth: 0)
    skipBlanks()
    guard index == characters.count else { throw problem("expected 'and', 'or' or the end") }
    return node
  }

  private mutating func parseOr(depth: Int) throws(Diagnostic) -> Marker.Node {
    var nodes = [try parseAnd(depth: depth)]
    while word("or") { nodes.append(try parseAnd(depth: depth)) }
    return nodes.count == 1 ? nodes[0] : .or(nodes)
  }

  private mutating func parseAnd(depth: Int) throws(Diagnostic) -> Marker.Node {
    var nodes = [try parseTerm(depth: depth)]
    while word("and") { nodes.append(try parseTerm(depth: depth)) }
    return nodes.count == 1 ? nodes[0] : .and(nodes)
  }

  private mutating func parseTerm(depth: Int) throws(Diagnostic) -> Marker.Node {
    skipBlanks()
    guard index < characters.count, characters[index] == "(" else { return try parseComparison() }
    guard depth < 64 else { throw problem("the marker nests too deeply") }
    index += 1
    let node = try parseOr(depth: depth + 1)
    skipBlanks()
    guard index < characters.count, characters[index] == ")" else { throw problem("expected ')'") }
    index += 1
    // `packaging` drops the inner of two pairs too, but also the outer one, which changes what the marker says.
    return switch node {
    case .and, .or: .group(node)
    case .comparison, .group: node
    }
  }

  private mutating func parseComparison() throws(Diagnostic) -> Marker.Node {
    let left = try parseOperand()
    let operation = try parseOperator()
    let right = try parseOperand()
    return .comparison(left, operation, right)
  }

  private mutating func parseOperand() throws(Diagnostic) -> Marker.Operand {
    skipBlanks()
    guard index < characters.count else { throw problem("expected a variable or a quoted text") }
    let first = characters[index]
    if first == "'" || first == "\"" {
      guard let end = characters[(index + 1)...].firstIndex(of: first) else { throw problem("the quote is not closed") }
      defer { index = end + 1 }
      return .literal(String(characters[(index + 1)..<end]))
    }
    let name = String(characters[index...].prefix { $0.isLetter || $0 == "_" || $0 == "." })
    guard let variable = Self.variables[name] else {
      throw problem(name.isEmpty ? "expected a variable or a quoted text" : "unknown variable '\(escaped(name))'")
    }
    index += name.count
    return .variable(variable)
  }

  private mutating func parseOperator() throws(Diagnostic) -> String {
    skipBlanks()
    for kind in VersionSpecifier.Operator.allCases where characters[index...].starts(with: kind.rawValue) {
      index += kind.rawValue.count
      return kind.rawValue
    }
    if word("in") { return "in" }
    if word("not") {
      guard word("in") else { throw problem("expected 'in' after 'not'") }
      return "not in"
    }
    throw problem("expected a comparison such as '=='")
  }

  private mutating func word(_ word: String) -> Bool {
    skipBlanks()
    let end = index + word.count
    guard characters[index...].starts(with: word), end == characters.count || !characters[end].isLetter else {
      return false
    }
    index = end
    return true
  }

  private mutating func skipBlanks() {
    while index < characters.count, characters[index].isWhitespace { index += 1 }
  }

  private func problem(_ message: String) -> Diagnostic {
    Diagnostic(
      "requirement.marker", "\(message) at character \(index + 1) of the marker '\(escaped(String(characters)))'")
  }

  /// The variables of PEP 508 by all their spellings.
  private static let variables: [String: String] = {
    let names = [
      "os_name", "sys_platform", "platform_machine", "platform_python_implementation", "platform_release",
      "platform_system", "platform_version", "python_version", "python_full_version", "implementation_name",
      "implementation_version", "extra", "extras", "dependency_groups",
    ]
    let old = [
      "os.name": "os_name", "sys.platform": "sys_platform", "platform.version": "platform_version",
      "platform.machine": "platform_machine", "platform.python_implementation": "platform_python_implementation",
      "python_implementation": "platform_python_implementation",
    ]
    return Dictionary(uniqueKeysWithValues: names.map { ($0, $0) }).merging(old) { $1 }
  }()
}
