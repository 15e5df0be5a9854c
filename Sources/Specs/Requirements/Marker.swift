package import Diagnostics

/// What markers see on a platform: the variables of PEP 508.
package typealias MarkerEnvironment = [String: String]

/// An environment marker (PEP 508): a condition on the platform under which a package is needed.
package struct Marker: Hashable, Sendable {
  indirect enum Node: Hashable, Sendable {
    case comparison(Operand, String, Operand)
    case and([Node])
    case or([Node])
    /// Parentheses around several comparisons, which the normal form keeps.
    case group(Node)
  }

  enum Operand: Hashable, Sendable {
    case variable(String)
    case literal(String)
  }

  let root: Node

  init(_ root: Node) { self.root = root }

  /// - Throws: `requirement.marker` with what was expected.
  package init(parsing text: String) throws(Diagnostic) {
    var parser = MarkerParser(text)
    root = try parser.parseWhole()
  }

  /// The normal form: double quotes as `packaging` writes it, or single ones as lock files have it.
  package func text(quote: Character = "'") -> String {
    if case .group(let inner) = root { Self.text(inner, quote: quote) } else { Self.text(root, quote: quote) }
  }

  /// Whether the condition holds; a variable that is unknown there is an empty text.
  package func isTrue(in environment: MarkerEnvironment) -> Bool { Self.isTrue(root, environment) }

  /// With the name of an extra in its canonical form where it is the first thing asked for.
  ///
  /// Python's `packaging` leaves names that come later as they are written.
  var normalisingExtra: Marker { Marker(Self.normalisingExtra(root)) }

  private static func normalisingExtra(_ node: Node) -> Node {
    switch node {
    case .comparison(.variable("extra"), let operation, .literal(let name)):
      .comparison(.variable("extra"), operation, .literal(canonicalName(name)))
    case .comparison(.literal(let name), let operation, .variable("extra")):
      .comparison(.literal(canonicalName(name)), operation, .variable("extra"))
    case .and(let nodes): .and(nodes.prefix(1).map(normalisingExtra) + nodes.dropFirst())
    case .or(let nodes): .or(nodes.prefix(1).map(normalisingExtra) + nodes.dropFirst())
    case .comparison, .group: node
    }
  }

  private static func text(_ node: Node, quote: Character) -> String {
    func operand(_ operand: Operand) -> String {
      switch operand {
      case .variable(let name): return name
      case .literal(let text):
        // A text can't hold the quote that it was written with, so one of the two always fits.
        let fitting: Character = !text.contains(quote) ? quote : quote == "'" ? "\"" : "'"
        return "\(fitting)\(text)\(fitting)"
      }
    }
    switch node {
    case .comparison(let left, let operation, let right): return "\(operand(left)) \(operation) \(operand(right))"
    case .and(let nodes): return nodes.map { text($0, quote: quote) }.joined(separator: " and ")
    case .or(let nodes): return nodes.map { text($0, quote: quote) }.joined(separator: " or ")
    case .group(let inner): return "(\(text(inner, quote: quote)))"
    }
  }

  private static func isTrue(_ node: Node, _ environment: MarkerEnvironment) -> Bool {
    switch node {
    case .and(let nodes): return nodes.allSatisfy { isTrue($0, environment) }
    case .or(let nodes): return nodes.contains { isTrue($0, environment) }
    case .group(let inner): return isTrue(inner, environment)
    case .comparison(let left, let operation, let right):
      return compare(value(left, environment), operation, value(right, environment))
    }
  }

  private static func value(_ operand: Operand, _ environment: MarkerEnvironment) -> String {
    switch operand {
    case .variable(let name): environment[name] ?? ""
    case .literal(let text): text
    }
  }

  private static func compare(_ left: String, _ operation: String, _ right: String) -> Bool {
    if operation == "in" { return right.contains(left) }
    if operation == "not in" { return !right.contains(left) }
    if let kind = VersionSpecifier.Operator(rawValue: operation), let version = Version(left),
      let specifier = VersionSpecifier(kind, right)
    {
      return specifier.admits(version)
    }
    switch operation {
    case "==", "===": return left == right
    case "!=": return left != right
    case "<": return left.utf8.lexicographicallyPrecedes(right.utf8)
    case ">": return right.utf8.lexicographicallyPrecedes(left.utf8)
    case "<=": return !right.utf8.lexicographicallyPrecedes(left.utf8)
    case ">=": return !left.utf8.lexicographicallyPrecedes(right.utf8)
    default: return false
    }
  }
}
