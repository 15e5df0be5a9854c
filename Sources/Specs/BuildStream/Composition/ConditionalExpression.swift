import Diagnostics

/// What an option is set to, as expressions see it.
enum OptionValue: Hashable, Sendable {
  case text(String)
  case truth(Bool)
  case list([OptionValue])

  /// What `if` makes of it.
  var isTrue: Bool {
    switch self {
    case .text(let text): !text.isEmpty
    case .truth(let truth): truth
    case .list(let values): !values.isEmpty
    }
  }
}

/// Evaluates the expressions of `(?)` by recursive descent: `==`, `!=`, `in`, `not`, `and`, `or`, parentheses, texts and
/// lists of them over the names of options.
struct ConditionalExpression {
  private static let deepest = 64

  private let text: [Unicode.Scalar]
  private let options: [String: OptionValue]
  private let place: Place
  private var index = 0
  private var depth = 0

  /// Whether an expression holds.
  ///
  /// - Throws: `element.expression` at `place`, for what is no expression or names an option that there is not.
  static func evaluate(
    _ text: String, options: [String: OptionValue], at place: Place
  ) throws(Diagnostic) -> Bool {
    var parser = Self(text: Array(text.unicodeScalars), options: options, place: place)
    let value = try parser.either()
    parser.skipBlanks()
    guard parser.index == parser.text.count else { throw parser.problem("expected 'and', 'or' or the end") }
    return value.isTrue
  }

  private init(text: [Unicode.Scalar], options: [String: OptionValue], place: Place) {
    (self.text, self.options, self.place) = (text, options, place)
  }

  // Both sides are always evaluated: they have no effects, and an unknown option should not wait for its turn.

  private mutating func either() throws(Diagnostic) -> OptionValue {
    var value = try both()
    while word("or") {
      let right = try both()
      value = value.isTrue ? value : right
    }
    return value
  }

  private mutating func both() throws(Diagnostic) -> OptionValue {
    var value = try negation()
    while word("and") {
      let right = try negation()
      value = value.isTrue ? right : value
    }
    return value
  }

  private mutating func negation() throws(Diagnostic) -> OptionValue {
    guard word("not") else { return try comparison() }
    return .truth(!(try nested { parser throws(Diagnostic) in try parser.negation() }.isTrue))
  }

  private mutating func comparison() throws(Diagnostic) -> OptionValue {
    let left = try operand()
    if symbol("==") { return .truth(left == (try operand())) }
    if symbol("!=") { return .truth(left != (try operand())) }
    let start = index
    let isNegated = word("not")
    guard word("in") else {
      index = start
      return left
    }
    let right = try operand()
    return .truth(try isIn(left, right) != isNegated)
  }

  private func isIn(_ left: OptionValue, _ right: OptionValue) throws(Diagnostic) -> Bool {
    switch (left, right) {
    case (_, .list(let values)): return values.contains(left)
    case (.text(let part), .text(let whole)): return whole.contains(part)
    default: throw problem("'in' needs a list or text on its right")
    }
  }

  private mutating func operand() throws(Diagnostic) -> OptionValue {
    skipBlanks()
    guard index < text.count else { throw problem("expected an option or a quoted text") }
    let first = text[index]
    if first == "\"" || first == "'" { return .text(try quoted(first)) }
    if symbol("(") {
      let (values, isTuple) = try values(until: ")")
      return isTuple || values.isEmpty ? .list(values) : values[0]
    }
    if symbol("[") { return .list(try values(until: "]").values) }
    return try named()
  }

  private mutating func named() throws(Diagnostic) -> OptionValue {
    let name = self.name()
    guard !name.isEmpty else { throw problem("expected an option or a quoted text") }
    index += name.unicodeScalars.count
    switch name {
    case "True", "true": return .truth(true)
    case "False", "false": return .truth(false)
    default:
      if let value = options[name] { return value }
      throw Diagnostic(
        "element.expression", "unknown option '\(escaped(name))' in the condition '\(shown)'", at: place,
        hint: suggestion(for: name, among: options.keys) ?? "declare it in project.conf under options")
    }
  }

  private mutating func values(until end: String) throws(Diagnostic) -> (values: [OptionValue], isTuple: Bool) {
    var (values, hasComma) = ([OptionValue](), false)
    while !symbol(end) {
      values.append(try nested { parser throws(Diagnostic) in try parser.either() })
      if symbol(",") {
        hasComma = true
      } else if !symbol(end) {
        throw problem("expected '\(end)'")
      } else {
        break
      }
    }
    return (values, hasComma)
  }

  private mutating func quoted(_ quote: Unicode.Scalar) throws(Diagnostic) -> String {
    guard let end = text[(index + 1)...].firstIndex(of: quote) else { throw problem("the quote is not closed") }
    defer { index = end + 1 }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text[(index + 1)..<end])
    return String(view)
  }

  private mutating func nested(
    _ body: (inout Self) throws(Diagnostic) -> OptionValue
  ) throws(Diagnostic) -> OptionValue {
    guard depth < Self.deepest else { throw problem("it nests too deeply") }
    depth += 1
    defer { depth -= 1 }
    return try body(&self)
  }

  private mutating func symbol(_ symbol: String) -> Bool {
    skipBlanks()
    guard text[index...].starts(with: symbol.unicodeScalars) else { return false }
    index += symbol.unicodeScalars.count
    return true
  }

  private mutating func word(_ word: String) -> Bool {
    skipBlanks()
    guard name() == word else { return false }
    index += word.unicodeScalars.count
    return true
  }

  /// The letters, digits and `_` that come next.
  private func name() -> String {
    var view = String.UnicodeScalarView()
    view.append(
      contentsOf: text[index...].prefix { $0 == "_" || $0.properties.isAlphabetic || ("0"..."9").contains($0) })
    return String(view)
  }

  private mutating func skipBlanks() {
    while index < text.count, text[index].properties.isWhitespace { index += 1 }
  }

  private var shown: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text)
    return escaped(String(view))
  }

  private func problem(_ message: String) -> Diagnostic {
    Diagnostic(
      "element.expression", "\(message) at character \(index + 1) of the condition '\(shown)'", at: place,
      hint: "write it like: debug and arch in [\"x86-64\", \"aarch64\"]")
  }
}
