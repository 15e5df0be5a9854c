import Foundation
import FoundationXML
import Testing

/// A page, or any XML, as an XML reader sees it, which takes nothing that isn't well-formed.
struct Page {
  /// Names of elements with those of their attributes.
  private(set) var elements: [String] = []
  private(set) var text = ""

  init(_ markup: String) throws {
    let reader = Reader()
    let parser = XMLParser(data: Data(markup.utf8))
    parser.delegate = reader
    try #require(parser.parse(), "\(String(describing: parser.parserError)) in line \(parser.lineNumber)")
    (elements, text) = (reader.elements, reader.text)
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var elements: [String] = []
    var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      elements.append(([name] + attributes.keys.sorted()).joined(separator: " "))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
  }
}
