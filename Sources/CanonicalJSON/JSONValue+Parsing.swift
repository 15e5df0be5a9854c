package import Diagnostics

extension JSONValue {
  /// Arrays and objects may be nested this deep; hostile text must not exhaust the stack.
  package static let depthLimit = 512

  /// Reads one JSON document (RFC 8259) in UTF-8; `file` is what messages call it.
  ///
  /// Stricter than the standard where readers disagree: an object that has a key twice is refused, and so are lone
  /// surrogates, which no UTF-8 text can hold.
  package init(parsing bytes: [UInt8], file: String) throws(Diagnostic) {
    var parser = JSONParser(bytes: bytes, file: file)
    self = try parser.parseDocument()
  }
}

private struct JSONParser {
  let bytes: [UInt8]
  let file: String
  var position = 0
  var depth = 0

  init(bytes: [UInt8], file: String) { (self.bytes, self.file) = (bytes, file) }

  mutating func parseDocument() throws(Diagnostic) -> JSONValue {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw problem("json.encoding", "the text starts with a byte order mark", hint: "save it as UTF-8 without one")
    }
    let value = try parseValue()
    skipSpace()
    guard position == bytes.count else { throw unexpected("the end of the text") }
    return value
  }

  private mutating func parseValue() throws(Diagnostic) -> JSONValue {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return .object(try nested { parser throws(Diagnostic) in try parser.parseMembers() })
    case UInt8(ascii: "["): return .array(try nested { parser throws(Diagnostic) in try parser.parseElements() })
    case UInt8(ascii: "\""): return .string(try parseString())
    case .some(let byte) where byte == UInt8(ascii: "-") || byte.isASCIIDigit: return try parseNumber()
    default: break
    }
    for (word, value) in [("null", JSONValue.null), ("true", true), ("false", false)] where skip(word) { return value }
    throw unexpected("a value")
  }

  private mutating func nested<Result>(
    _ parse: (inout Self) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    depth += 1
    defer { depth -= 1 }
    guard depth <= JSONValue.depthLimit else {
      throw problem("json.depth", "arrays and objects are nested more than \(JSONValue.depthLimit) deep")
    }
    position += 1
    return try parse(&self)
  }

  private mutating func parseElements() throws(Diagnostic) -> [JSONValue] {
    var elements: [JSONValue] = []
    skipSpace()
    if skip("]") { return elements }
    while true {
      elements.append(try parseValue())
      skipSpace()
      if skip("]") { return elements }
      guard skip(",") else { throw unexpected("',' or ']'") }
    }
  }

  private mutating func parseMembers() throws(Diagnostic) -> [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    skipSpace()
    if skip("}") { return members }
    while true {
      skipSpace()
      let start = position
      guard next == UInt8(ascii: "\"") else { throw unexpected("a key in double quotes") }
      let key = try parseString()
      skipSpace()
      guard skip(":") else { throw unexpected("':' after the key '\(escaped(key))'") }
      guard members.updateValue(try parseValue(), forKey: key) == nil else {
        throw problem("json.duplicate-key", "the key '\(escaped(key))' stands twice in one object", at: start)
      }
      skipSpace()
      if skip("}") { return members }
      guard skip(",") else { throw unexpected("',' or '}'") }
    }
  }
}

extension JSONParser {
  private mutating func parseNumber() throws(Diagnostic) -> JSONValue {
    let start = position
    _ = skip("-")
    if !skip("0") { try skipDigits() }
    var isInteger = true
    if skip(".") {
      isInteger = false
      try skipDigits()
    }
    if skip("e") || skip("E") {
      isInteger = false
      _ = skip("+") || skip("-")
      try skipDigits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    // What Int64 would not write the same (`-0`) keeps its text.
    if isInteger, let value = Int64(text), String(value) == text { return .integer(value) }
    return .number(text)
  }

  private mutating func skipDigits() throws(Diagnostic) {
    let start = position
    while let digit = next, digit.isASCIIDigit { position += 1 }
    guard position > start else { throw unexpected("a digit") }
  }
}

extension JSONParser {
  private mutating func parseString() throws(Diagnostic) -> String {
    position += 1
    var result = ""
    while true {
      result += try parsePlainText()
      if skip("\"") { return result }
      if skip("\\") {
        result.unicodeScalars.append(try parseEscape())
      } else if next == nil {
        throw unexpected("'\"' at the end of the string")
      } else {
        throw problem(
          "json.syntax", "a control character in a string must be escaped", at: position, hint: "write it as \\u00XX")
      }
    }
  }

  private mutating func parsePlainText() throws(Diagnostic) -> String {
    let start = position
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
    guard let text = String(validating: bytes[start..<position], as: UTF8.self) else {
      throw problem("json.encoding", "a string holds bytes that are not UTF-8", at: start)
    }
    return text
  }

  private mutating func parseEscape() throws(Diagnostic) -> Unicode.Scalar {
    let start = position - 1
    for (letter, scalar) in Self.escapes where skip(letter) { return scalar }
    guard skip("u") else { throw problem("json.syntax", "unknown escape in a string", at: start) }
    let unit = try parseHexUnit()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    if UTF16.isLeadSurrogate(unit), skip("\\u") {
      let trail = try parseHexUnit()
      if UTF16.isTrailSurrogate(trail) { return UTF16.decode(UTF16.EncodedScalar([unit, trail])) }
    }
    throw problem("json.lone-surrogate", "half of a surrogate pair is no character", at: start)
  }

  private static let escapes: [(String, Unicode.Scalar)] = [
    ("\"", "\""), ("\\", "\\"), ("/", "/"), ("n", "\n"), ("t", "\t"), ("r", "\r"), ("b", "\u{8}"), ("f", "\u{C}"),
  ]

  private mutating func parseHexUnit() throws(Diagnostic) -> UInt16 {
    let end = position + 4
    guard end <= bytes.count, bytes[position..<end].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt16(String(decoding: bytes[position..<end], as: UTF8.self), radix: 16)
    else { throw problem("json.syntax", "'\\u' needs four hexadecimal digits", at: position) }
    position = end
    return unit
  }
}

extension JSONParser {
  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private mutating func skip(_ word: String) -> Bool {
    guard bytes[position...].starts(with: word.utf8) else { return false }
    position += word.utf8.count
    return true
  }

  private func unexpected(_ wanted: String) -> Diagnostic {
    let met = next.map { "'\(escaped(bytes: CollectionOfOne($0)))'" } ?? "the end of the text"
    return problem("json.syntax", "expected \(wanted), met \(met)", at: position)
  }

  private func problem(_ code: String, _ message: String, at offset: Int? = nil, hint: String? = nil) -> Diagnostic {
    let before = bytes[..<(offset ?? position)]
    let line = before.reduce(into: 1) { if $1 == UInt8(ascii: "\n") { $0 += 1 } }
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    // Columns count characters: bytes that continue a UTF-8 sequence have none of their own.
    let column = before[lineStart...].reduce(into: 1) { if $1 & 0xC0 != 0x80 { $0 += 1 } }
    return Diagnostic(code, message, at: Place(file, line: line, column: column), hint: hint)
  }
}

extension UInt8 {
  fileprivate var isASCIIDigit: Bool { UInt8(ascii: "0") <= self && self <= UInt8(ascii: "9") }
}
