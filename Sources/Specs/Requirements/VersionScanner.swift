/// Reads the parts of a version from its lower-cased text; numbers have at most 18 digits.
struct VersionScanner {
  private var rest: Substring

  init(_ text: some StringProtocol) { rest = Substring(trimmed(text).lowercased()) }

  var isAtEnd: Bool { rest.isEmpty }

  @discardableResult mutating func skip(_ character: Character) -> Bool {
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }

  mutating func number() -> Int? {
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard digits.count <= 18, let value = Int(digits) else { return nil }
    rest = rest.dropFirst(digits.count)
    return value
  }

  mutating func releasePart() -> Int? {
    attempt { scanner in scanner.skip(".") ? scanner.number() : nil }
  }

  /// One of the words, with a separator before it or none.
  mutating func word(_ words: [String]) -> String? {
    attempt { scanner in
      scanner.skipSeparator()
      guard let word = words.first(where: { scanner.rest.hasPrefix($0) }) else { return nil }
      scanner.rest = scanner.rest.dropFirst(word.count)
      return word
    }
  }

  /// The number after a word; a separator may stand there without one.
  mutating func wordNumber() -> Int? {
    skipSeparator()
    return number()
  }

  /// `-1`, the short form of `.post1`.
  mutating func implicitPost() -> Int? { attempt { scanner in scanner.skip("-") ? scanner.number() : nil } }

  mutating func localParts() -> [String]? {
    let parts = rest.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "-" || $0 == "_" }
    guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } }) else {
      return nil
    }
    rest = ""
    return parts.map { Int($0).map(String.init) ?? String($0) }
  }

  private mutating func skipSeparator() {
    if let first = rest.first, first == "." || first == "-" || first == "_" { rest.removeFirst() }
  }

  private mutating func attempt<Value>(_ body: (inout Self) -> Value?) -> Value? {
    var copy = self
    guard let value = body(&copy) else { return nil }
    self = copy
    return value
  }
}
