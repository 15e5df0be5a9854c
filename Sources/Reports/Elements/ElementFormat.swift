package import Building
package import Diagnostics

/// How a line of `assay show` says something of an element: text with symbols such as `%{name}` or `%{state:>12}`.
///
/// After a colon stand what fills up (a blank by default), `<`, `^` or `>` for the side, the width, and after a dot how
/// much is shown at most: `%{key:.>70}`, `%{full-key:.12}`.
package struct ElementFormat: Hashable, Sendable {
  private enum Part: Hashable, Sendable {
    case text(String)
    case symbol(ElementSymbol, TextLayout)
  }

  private let parts: [Part]

  /// State, key and name, and for a blocked element by whom.
  package static let standard = ElementFormat(parts: [
    .symbol(.state, TextLayout(side: .right, width: 12)), .text(" "), .symbol(.fullKey, TextLayout()), .text(" "),
    .symbol(.name, TextLayout()), .symbol(.blocked, TextLayout()),
  ])

  private init(parts: [Part]) { self.parts = parts }

  /// - Throws: `show.unknown-symbol` and `show.layout`, which say what there is.
  package init(parsing text: String) throws(Diagnostic) {
    var (parts, rest) = ([Part](), text[...])
    while let start = rest.firstRange(of: "%{"), let end = rest[start.upperBound...].firstIndex(of: "}") {
      parts.append(.text(String(rest[..<start.lowerBound])))
      parts.append(try Self.symbol(rest[start.upperBound..<end]))
      rest = rest[rest.index(after: end)...]
    }
    self.parts = parts + [.text(String(rest))]
  }

  private static func symbol(_ text: Substring) throws(Diagnostic) -> Part {
    let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let symbol = ElementSymbol(rawValue: halves[0]) else {
      throw Diagnostic(
        "show.unknown-symbol", "there is no symbol '%{\(escaped(halves[0]))}'",
        hint: suggestion(for: halves[0], among: ElementSymbol.allCases.map(\.rawValue)))
    }
    guard let layout = TextLayout(parsing: halves.count > 1 ? halves[1] : "") else {
      throw Diagnostic(
        "show.layout", "'\(escaped(halves[1]))' says nothing of how to lay out '%{\(symbol.rawValue)}'",
        hint: "write '<', '^' or '>' and a width: %{\(symbol.rawValue):>12}")
    }
    return .symbol(symbol, layout)
  }

  /// One element, without a line break at the end.
  package func render(_ element: ListedElement) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .symbol(let symbol, let layout): layout.render(symbol.text(of: element))
      }
    }.joined()
  }
}

/// Filling up and cutting of a text.
private struct TextLayout: Hashable, Sendable {
  enum Side: Character { case left = "<", middle = "^", right = ">" }

  var fill: Character = " "
  var side = Side.left
  var width = 0
  /// Characters that are shown at most.
  var limit: Int?

  init(side: Side = .left, width: Int = 0) { (self.side, self.width) = (side, width) }

  /// Nil for what is no layout; `[[FILL]SIDE][WIDTH][.LIMIT]`.
  init?(parsing text: String) {
    var rest = text[...]
    if let second = rest.dropFirst().first.flatMap(Side.init) {
      (fill, side) = (rest.removeFirst(), second)
      rest.removeFirst()
    } else if let first = rest.first.flatMap(Side.init) {
      side = first
      rest.removeFirst()
    }
    let halves = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let numbers = halves.map { $0.isEmpty ? 0 : Int($0) ?? -1 }
    guard numbers.allSatisfy({ (0...1000).contains($0) }) else { return nil }
    width = numbers.first ?? 0
    if numbers.count > 1 {
      guard !halves[1].isEmpty else { return nil }
      limit = numbers[1]
    }
  }

  func render(_ text: String) -> String {
    let shown = limit.map { String(text.prefix($0)) } ?? text
    let missing = max(0, width - shown.count)
    let before =
      switch side {
      case .left: 0
      case .middle: missing / 2
      case .right: missing
      }
    return String(repeating: fill, count: before) + shown + String(repeating: fill, count: missing - before)
  }
}
