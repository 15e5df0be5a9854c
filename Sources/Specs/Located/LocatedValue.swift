package import Diagnostics

/// A value of a document that knows where it was written.
package struct LocatedValue: Hashable, Sendable {
  package indirect enum Content: Hashable, Sendable {
    case table([Entry])
    case array([LocatedValue])
    case string(String)
    case integer(Int64)
    /// As written.
    case float(String)
    case boolean(Bool)
    /// RFC 3339 text, or a part of it.
    case datetime(String)
  }

  /// A key with its value; in the order of the document.
  package struct Entry: Hashable, Sendable {
    package var key: String
    package var place: Place
    package var value: LocatedValue
  }

  package var content: Content
  package var place: Place

  package init(_ content: Content, at place: Place) { (self.content, self.place) = (content, place) }

  package var entries: [Entry]? { if case .table(let entries) = content { entries } else { nil } }
  package var elements: [LocatedValue]? { if case .array(let elements) = content { elements } else { nil } }
  package var string: String? { if case .string(let text) = content { text } else { nil } }
  package var integer: Int64? { if case .integer(let number) = content { number } else { nil } }
  package var boolean: Bool? { if case .boolean(let value) = content { value } else { nil } }
  package var datetime: String? { if case .datetime(let text) = content { text } else { nil } }

  /// The value under a key of a table.
  package subscript(key: String) -> LocatedValue? { entries?.first { $0.key == key }?.value }

  /// The kind in the words of TOML, with an article.
  package var kind: String {
    switch content {
    case .table: "a table"
    case .array: "an array"
    case .string: "a string"
    case .integer: "an integer"
    case .float: "a float"
    case .boolean: "a boolean"
    case .datetime: "a date or time"
    }
  }
}
