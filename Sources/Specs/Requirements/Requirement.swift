package import Diagnostics

/// A requirement on a Python package (PEP 508).
package struct Requirement: Hashable, Sendable {
  /// As written.
  package var name: String
  package var extras: [String]
  package var specifiers: [VersionSpecifier]
  package var url: String?
  package var marker: Marker?

  /// - Throws: `requirement.syntax` or `requirement.marker` with what was expected where.
  package init(parsing text: String) throws(Diagnostic) {
    var parser = RequirementParser(text)
    self = try parser.parse()
  }

  init(name: String, extras: [String], specifiers: [VersionSpecifier], url: String?, marker: Marker?) {
    (self.name, self.extras, self.specifiers) = (name, extras, specifiers)
    (self.url, self.marker) = (url, marker)
  }

  /// The normal form, as Python's `packaging` writes it.
  package var text: String {
    var text = name
    if !extras.isEmpty { text += "[\(Set(extras).sorted(by: byteOrder).joined(separator: ","))]" }
    if let url { text += "@ \(url)" + (marker == nil ? "" : " ") }
    text += specifierTexts.sorted(by: byteOrder).joined(separator: ",")
    if let marker { text += "; \(marker.text(quote: "\""))" }
    return text
  }

  /// The first of clauses that mean the same, such as `==1.0` and `==1.0.0`.
  private var specifierTexts: [String] {
    var seen: Set<String> = []
    return specifiers.filter { seen.insert($0.meaning).inserted }.map(\.text)
  }
}

/// The name under which an index knows a package (PEP 503): lower case, runs of `-`, `_` and `.` as one `-`.
package func canonicalName(_ name: String) -> String {
  var (result, isAfterSeparator) = ("", false)
  for character in name.lowercased() {
    let isSeparator = character == "-" || character == "_" || character == "."
    if !(isSeparator && isAfterSeparator) { result.append(isSeparator ? "-" : character) }
    isAfterSeparator = isSeparator
  }
  return result
}

/// Reads the parts of a requirement from left to right.
private struct RequirementParser {
  private let whole: String
  private var rest: Substring

  init(_ text: String) { (whole, rest) = (text, text[...]) }

  mutating func parse() throws(Diagnostic) -> Requirement {
    let name = try parseName()
    let extras = try parseExtras()
    skipBlanks()
    var (url, specifiers): (String?, [VersionSpecifier]) = (nil, [])
    if rest.first == "@" { url = try parseURL() } else { specifiers = try parseSpecifiers() }
    skipBlanks()
    var marker: Marker?
    if rest.first == ";" {
      rest.removeFirst()
      marker = try Marker(parsing: String(rest)).normalisingExtra
      rest = ""
    }
    guard rest.isEmpty else { throw problem("expected a version clause, ';' or the end") }
    return Requirement(name: name, extras: extras, specifiers: specifiers, url: url, marker: marker)
  }

  private mutating func parseName() throws(Diagnostic) -> String {
    skipBlanks()
    let name = rest.prefix(while: Self.isNameCharacter)
    // Python's packaging takes a final '_', too.
    guard let first = name.first, let last = name.last, Self.isAlphanumeric(first),
      Self.isAlphanumeric(last) || last == "_"
    else {
      throw problem("expected a package name")
    }
    rest = rest.dropFirst(name.count)
    return String(name)
  }

  private mutating func parseExtras() throws(Diagnostic) -> [String] {
    skipBlanks()
    guard rest.first == "[" else { return [] }
    guard let end = rest.firstIndex(of: "]") else { throw problem("expected ']' after the extras") }
    let inner = rest[rest.index(after: rest.startIndex)..<end]
    let extras = inner.split(separator: ",", omittingEmptySubsequences: false).map { trimmed($0) }
    let areNames = extras.allSatisfy {
      ($0.first.map(Self.isAlphanumeric) ?? false) && $0.allSatisfy(Self.isNameCharacter)
    }
    guard areNames || extras == [""] else { throw problem("expected names of extras between '[' and ']'") }
    rest = rest[rest.index(after: end)...]
    return areNames ? extras : []
  }

  private mutating func parseURL() throws(Diagnostic) -> String {
    rest.removeFirst()
    skipBlanks()
    let url = rest.prefix { !$0.isWhitespace }
    guard !url.isEmpty else { throw problem("expected a URL after '@'") }
    rest = rest.dropFirst(url.count)
    return String(url)
  }

  private mutating func parseSpecifiers() throws(Diagnostic) -> [VersionSpecifier] {
    let clauses = rest.prefix { $0 != ";" }
    var inner = trimmed(clauses)
    if inner.first == "(", inner.last == ")" { inner = trimmed(inner.dropFirst().dropLast()) }
    let parts = inner.isEmpty ? [] : inner.split(separator: ",", omittingEmptySubsequences: false)
    var specifiers: [VersionSpecifier] = []
    for (position, part) in parts.enumerated() {
      let clause = trimmed(part)
      if clause.isEmpty, position > 0, position == parts.count - 1 { continue }
      guard let operation = VersionSpecifier.Operator.allCases.first(where: { clause.hasPrefix($0.rawValue) }) else {
        throw problem("expected a version clause such as '>=1.0'")
      }
      let version = trimmed(clause.dropFirst(operation.rawValue.count))
      guard let specifier = VersionSpecifier(operation, version) else {
        throw problem("'\(escaped(version))' is no version for '\(operation.rawValue)'")
      }
      specifiers.append(specifier)
    }
    rest = rest.dropFirst(clauses.count)
    return specifiers
  }

  private mutating func skipBlanks() { rest = rest.drop(while: \.isWhitespace) }

  private func problem(_ message: String) -> Diagnostic {
    let column = whole.distance(from: whole.startIndex, to: rest.startIndex) + 1
    return Diagnostic(
      "requirement.syntax", "\(message) at character \(column) of '\(escaped(whole))'")
  }

  private static func isAlphanumeric(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber)
  }

  private static func isNameCharacter(_ character: Character) -> Bool {
    isAlphanumeric(character) || character == "-" || character == "_" || character == "."
  }
}

func trimmed(_ text: some StringProtocol) -> String {
  var rest = Substring(text).drop(while: \.isWhitespace)
  while rest.last?.isWhitespace == true { rest.removeLast() }
  return String(rest)
}
