import CToml
import Diagnostics

/// Builds the tree of a document from the parser's events.
final class TomlTreeBuilder {
  /// A table or array whose end has not come yet.
  private struct Open {
    var place: Place
    /// Nil for an array.
    var keys: [(text: String, place: Place)]?
    var values: [LocatedValue] = []
  }

  private let file: String
  private var open: [Open] = []
  /// The document's table, when the last event has come.
  private(set) var root: LocatedValue?

  init(file: String) { self.file = file }

  func add(_ event: ctoml_event, _ text: String, _ position: ctoml_place) {
    // toml++ has no place for the document itself.
    let place = position.line > 0 ? Place(file, line: Int(position.line), column: Int(position.column)) : Place(file)
    switch event {
    case ctoml_table_begin: open.append(Open(place: place, keys: []))
    case ctoml_array_begin: open.append(Open(place: place, keys: nil))
    case ctoml_key: open[open.count - 1].keys?.append((text, place))
    case ctoml_table_end, ctoml_array_end: close()
    case ctoml_string: put(.string(text), place)
    // The parser gives what fits 64 bits and refuses all else.
    case ctoml_integer: put(Int64(text).map { .integer($0) } ?? .float(text), place)
    case ctoml_float: put(.float(text), place)
    case ctoml_boolean: put(.boolean(text == "true"), place)
    default: put(.datetime(text), place)
    }
  }

  private func close() {
    guard let done = open.popLast() else { return }
    guard let keys = done.keys else { return put(.array(done.values), done.place) }
    let entries = zip(keys, done.values).map { LocatedValue.Entry(key: $0.text, place: $0.place, value: $1) }
    put(.table(entries.sorted(by: isBefore)), done.place)
  }

  private func put(_ content: LocatedValue.Content, _ place: Place) {
    let value = LocatedValue(content, at: place)
    if open.isEmpty { root = value } else { open[open.count - 1].values.append(value) }
  }

  /// The parser sorts keys by name; their places give the document's order back.
  private func isBefore(_ left: LocatedValue.Entry, _ right: LocatedValue.Entry) -> Bool {
    (left.place.line ?? 0, left.place.column ?? 0) < (right.place.line ?? 0, right.place.column ?? 0)
  }
}
