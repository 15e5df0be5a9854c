/// Markup that can only be made from text that gets escaped and from names that stand in this program, so that nothing
/// from outside ever becomes markup.
///
/// Elements are closed and attributes quoted as XML asks for, which HTML readers take as well.
struct HTML: Hashable {
  private(set) var markup: String

  /// Text: what could move the cursor, hide or reorder text is shown as its escape.
  init(_ text: String) { markup = escapedForMarkup(text) }

  /// Lines as they stand in `pre`; none of them is blank to a reader of Markdown, for whom a blank line ends the markup.
  init(lines: [String]) {
    let shown = lines.map { line in line.allSatisfy { $0 == " " } ? HTML(.span, text: " ") : HTML(line) }
    markup = shown.map(\.markup).joined(separator: "\n")
  }

  /// Some markup after other markup.
  init(_ parts: [HTML]) { markup = parts.map(\.markup).joined() }

  init(_ element: Element, _ attributes: Attribute..., containing children: [HTML]) {
    let end = element.isBlock ? "\n" : ""
    markup =
      "<\(element.rawValue)\(joined(attributes))>" + children.map(\.markup).joined() + "</\(element.rawValue)>\(end)"
  }

  init(_ element: Element, _ attributes: Attribute..., text: String) {
    let end = element.isBlock ? "\n" : ""
    markup = "<\(element.rawValue)\(joined(attributes))>" + HTML(text).markup + "</\(element.rawValue)>\(end)"
  }

  /// A whole document; the style sheet is the only thing that is taken as it stands.
  init(documentWithTitle title: String, style: StyleSheet, body: [HTML]) {
    let policy = "default-src 'none'; style-src 'sha256-\(style.digest)'; base-uri 'none'; form-action 'none'"
    let meta = [
      "<meta charset=\"utf-8\"/>\n",
      "<meta http-equiv=\"Content-Security-Policy\"\(joined([.init("content", policy)]))/>\n",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n",
      "<meta name=\"color-scheme\" content=\"light dark\"/>\n",
      "<meta name=\"referrer\" content=\"no-referrer\"/>\n",
    ]
    markup =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n" + meta.joined() + HTML(.title, text: title).markup
      + "<style>\(style.text)</style>\n</head>\n" + HTML(.body, containing: body).markup + "</html>\n"
  }

  /// In bytes of UTF-8.
  var size: Int { markup.utf8.count }
}

extension HTML {
  /// The elements that reports are made of: none runs a program or fetches anything.
  enum Element: String {
    case title, body, header, main, section, article, div, p, span, a, h1, h2, h3, h4, h5, h6
    case ul, li, dl, dt, dd, table, thead, tbody, tr, th, td, details, summary, code, pre, del, ins, strong, meter

    /// Those after which a new line makes no difference to what is shown.
    fileprivate var isBlock: Bool {
      switch self {
      case .span, .a, .code, .del, .ins, .strong, .meter, .td, .th, .summary: false
      default: true
      }
    }
  }

  /// A name that stands in this program with a value that gets escaped.
  struct Attribute: Hashable {
    fileprivate var markup: String

    /// No attribute.
    private init() { markup = "" }

    fileprivate init(_ name: StaticString, _ value: String) {
      markup = " \(name)=\"\(escapedForMarkup(value))\""
    }

    static func `class`(_ names: String) -> Self { Self("class", names) }
    static func id(_ name: String) -> Self { Self("id", name) }
    /// A link to a place in the same document.
    static func link(to id: String) -> Self { Self("href", "#" + id) }
    /// For headings of a table: `col` or `row`.
    static func scope(_ word: String) -> Self { Self("scope", word) }
    /// Over how many columns a cell of a table reaches.
    static func columns(_ number: Int) -> Self { Self("colspan", String(number)) }
    /// For `meter`: how much is shown, and what fills it.
    static func value(_ number: Int64) -> Self { Self("value", String(number)) }
    static func max(_ number: Int64) -> Self { Self("max", String(number)) }
    static func role(_ word: String) -> Self { Self("role", word) }
    static func label(_ text: String) -> Self { Self("aria-label", text) }
    /// The keyboard can get to the element, for instance to scroll it.
    static let focusable = Self("tabindex", "0")
    /// For `details`: whether they are shown from the start.
    static let open = Self("open", "open")
    static func openWhere(_ isOpen: Bool) -> Self { isOpen ? open : Self() }
  }
}

private func joined(_ attributes: [HTML.Attribute]) -> String { attributes.map(\.markup).joined() }
