/// Text for GitHub's Markdown that can only be made from text that gets escaped and from words that stand in this
/// program, so that nothing from outside ever becomes markup, a link or a mention.
struct Markdown: Hashable {
  private(set) var text: String

  /// Text from outside, for the middle of a line or a cell of a table.
  init(_ text: String) { self.text = escapedForMarkdown(text) }

  /// A word or structure that stands in this program.
  init(literal text: StaticString) { self.text = "\(text)" }

  /// Markup for blocks; it ends at the blank line that follows it.
  init(_ html: HTML) { text = html.markup }

  init(_ parts: [Markdown], separator: StaticString = "") {
    text = parts.map(\.text).joined(separator: "\(separator)")
  }

  static func bold(_ text: String) -> Markdown {
    Markdown([Markdown(literal: "**"), Markdown(text), Markdown(literal: "**")])
  }

  /// One row of a table.
  static func row(_ cells: [Markdown]) -> Markdown {
    Markdown([Markdown(literal: "| "), Markdown(cells, separator: " | "), Markdown(literal: " |\n")])
  }

  /// In bytes of UTF-8.
  var size: Int { text.utf8.count }
}

/// Text in which no character means anything to Markdown.
///
/// A backslash takes the meaning from ASCII punctuation (CommonMark section 2.4). Mentions, references and formulas are
/// looked for in the page that comes out, where an element of their own parts them.
private func escapedForMarkdown(_ text: String) -> String {
  let scalars = Array(harmless(text).unicodeScalars)
  var result = String.UnicodeScalarView()
  for (index, scalar) in scalars.enumerated() {
    let next = index + 1 < scalars.count ? scalars[index + 1] : " "
    switch scalar {
    case "@", "#", "$": result.append(contentsOf: "<span>\(scalar)</span>".unicodeScalars)
    case "\\", "`", "*", "[", "]", "<", ">", "|", "~", "&": result.append(contentsOf: ["\\", scalar])
    // Between letters it means nothing.
    case "_" where index == 0 || !isWord(scalars[index - 1]) || !isWord(next):
      result.append(contentsOf: ["\\", scalar])
    // Else an address becomes a link.
    case ":" where next == "/": result.append(contentsOf: ["\\", scalar])
    case "." where index > 2 && scalars[(index - 3)..<index].allSatisfy({ $0 == "w" || $0 == "W" }):
      result.append(contentsOf: ["\\", scalar])
    default: result.append(scalar)
    }
  }
  return String(result)
}

private func isWord(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) }
