/// A text with `%{NAME}` in it, taken apart; what only looks alike, such as `%{9x}`, stays text.
struct VariableTemplate: Hashable, Sendable {
  enum Part: Hashable, Sendable {
    case text(String)
    case variable(String)
  }

  private(set) var parts: [Part] = []

  init(_ text: String) {
    guard text.utf8.contains(UInt8(ascii: "%")) else {
      parts = [.text(text)]
      return
    }
    var (start, index) = (text.utf8.startIndex, text.utf8.startIndex)
    while index < text.utf8.endIndex {
      guard let (name, end) = Self.variable(in: text.utf8[index...]) else {
        index = text.utf8.index(after: index)
        continue
      }
      if start < index { parts.append(.text(String(text[start..<index]))) }
      parts.append(.variable(name))
      (start, index) = (end, end)
    }
    if start < index { parts.append(.text(String(text[start..<index]))) }
  }

  /// The names it refers to.
  var variables: [String] { parts.compactMap { if case .variable(let name) = $0 { name } else { nil } } }

  /// The variable that a text begins with, and where it ends.
  private static func variable(in text: Substring.UTF8View) -> (String, String.Index)? {
    guard text.first == UInt8(ascii: "%") else { return nil }
    let rest = text.dropFirst()
    guard rest.first == UInt8(ascii: "{"), let end = rest.firstIndex(of: UInt8(ascii: "}")) else { return nil }
    guard let name = String(rest[rest.index(after: rest.startIndex)..<end]), isSymbol(name),
      name.utf8.first != UInt8(ascii: "-"), name.utf8.first != UInt8(ascii: "_")
    else { return nil }
    return (name, text.index(after: end))
  }
}
