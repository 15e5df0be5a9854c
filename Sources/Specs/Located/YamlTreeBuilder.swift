import CYaml
import Diagnostics

/// Builds the tree of a YAML document from the parser's events, and refuses what the strict dialect lacks.
struct YamlTreeBuilder {
  /// Deeper nesting than this is no project, but an attempt to exhaust whoever walks the tree.
  static let deepest = 64

  /// A mapping or list whose end has not come yet.
  private struct Open {
    var place: Place
    var isMapping: Bool
    var entries: [LocatedValue.Entry] = []
    var elements: [LocatedValue] = []
    /// The key whose value comes next.
    var key: (text: String, place: Place)?
    /// Filled where a scan of `entries` would take too long.
    var places: [String: Place] = [:]
  }

  private let file: String
  private var open: [Open] = []
  private var documents = 0
  private(set) var root: LocatedValue?
  private(set) var hasDirectives = false
  private(set) var problems: [Diagnostic] = []

  init(file: String) { self.file = file }

  /// Reads all events, up to the first one that is no YAML, nests too deeply or has a key that is no text.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else {
      return report("yaml.memory", "there is not enough memory to read the file", Place(file), nil)
    }
    defer { yaml_parser_delete(&parser) }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
    // The address of an empty file may be nil, which the parser would refuse.
    var nothing: UInt8 = 0
    withUnsafePointer(to: &nothing) { empty in
      yaml_parser_set_input_string(&parser, bytes.baseAddress ?? empty, bytes.count)
      while next(&parser) {}
    }
  }

  /// Whether there is more to read.
  private mutating func next(_ parser: inout yaml_parser_t) -> Bool {
    var event = yaml_event_t()
    guard yaml_parser_parse(&parser, &event) == 1 else {
      reportSyntax(parser)
      return false
    }
    defer { yaml_event_delete(&event) }
    let place = self.place(event.start_mark)
    switch event.type {
    case YAML_STREAM_END_EVENT: return false
    case YAML_DOCUMENT_START_EVENT: begin(documentAt: place)
    case YAML_ALIAS_EVENT: add(aliasAt: place)
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      refuse(anchor: scalar.anchor, tag: scalar.tag, at: place)
      add(text: String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self), place)
    case YAML_MAPPING_START_EVENT:
      refuse(anchor: event.data.mapping_start.anchor, tag: event.data.mapping_start.tag, at: place)
      return begin(mapping: true, at: place)
    case YAML_SEQUENCE_START_EVENT:
      refuse(anchor: event.data.sequence_start.anchor, tag: event.data.sequence_start.tag, at: place)
      return begin(mapping: false, at: place)
    case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: close()
    default: break
    }
    return documents < 2
  }

  private var expectsKey: Bool { !open.isEmpty && open[open.count - 1].isMapping && open[open.count - 1].key == nil }

  private func place(_ mark: yaml_mark_t) -> Place { Place(file, line: mark.line + 1, column: mark.column + 1) }

  private mutating func begin(documentAt place: Place) {
    documents += 1
    guard documents > 1 else { return }
    report("yaml.documents", "a second document begins here", place, "put it in a file of its own")
  }

  private mutating func add(aliasAt place: Place) {
    report("yaml.alias", "aliases are not allowed", place, "write the value out, or include it with (@)")
    put(LocatedValue(.string(""), at: place))
  }

  private mutating func add(text: String, _ place: Place) {
    if text.utf8.contains(0) { report("yaml.nul", "text may not hold a NUL character", place, "drop it") }
    guard expectsKey else { return put(LocatedValue(.string(text), at: place)) }
    if text.utf8.first == UInt8(ascii: "("), text.utf8.last == UInt8(ascii: ")") { hasDirectives = true }
    if let first = earlierEntry(text) {
      report(
        "yaml.duplicate-key", "the key '\(escaped(text))' stands here for the second time; the first is at \(first)",
        place, "keep one of them")
    }
    open[open.count - 1].key = (text, place)
    if !open[open.count - 1].places.isEmpty, open[open.count - 1].places[text] == nil {
      open[open.count - 1].places[text] = place
    }
  }

  /// Where the innermost mapping has the key already.
  private mutating func earlierEntry(_ key: String) -> Place? {
    let last = open.count - 1
    guard open[last].entries.count > 8 else { return open[last].entries.first { $0.key == key }?.place }
    if open[last].places.isEmpty {
      for entry in open[last].entries where open[last].places[entry.key] == nil {
        open[last].places[entry.key] = entry.place
      }
    }
    return open[last].places[key]
  }

  private mutating func begin(mapping: Bool, at place: Place) -> Bool {
    if expectsKey {
      report("yaml.key", "a key must be text", place, "write KEY: VALUE")
      return false
    }
    guard open.count < Self.deepest else {
      report("yaml.too-deep", "this is nested more than \(Self.deepest) levels deep", place, "make it flatter")
      return false
    }
    open.append(Open(place: place, isMapping: mapping))
    return true
  }

  private mutating func close() {
    guard let done = open.popLast() else { return }
    put(LocatedValue(done.isMapping ? .table(done.entries) : .array(done.elements), at: done.place))
  }

  private mutating func put(_ value: LocatedValue) {
    // In place: a copy of the innermost one would have its lists copied at each change.
    let last = open.count - 1
    guard last >= 0 else {
      root = value
      return
    }
    guard open[last].isMapping else { return open[last].elements.append(value) }
    guard let key = open[last].key else { return }
    open[last].entries.append(LocatedValue.Entry(key: key.text, place: key.place, value: value))
    open[last].key = nil
  }

  private mutating func refuse(anchor: UnsafePointer<UInt8>?, tag: UnsafePointer<UInt8>?, at place: Place) {
    if anchor != nil {
      report("yaml.anchor", "anchors are not allowed", place, "write the value out, or include it with (@)")
    }
    if let tag {
      report("yaml.tag", "tags such as '\(escaped(String(cString: tag)))' are not allowed", place, "drop it")
    }
  }

  private mutating func reportSyntax(_ parser: yaml_parser_t) {
    let parts = [parser.context, parser.problem].compactMap { $0.map { String(cString: $0) } }
    let isPlaced = parser.error != YAML_READER_ERROR && parser.error != YAML_MEMORY_ERROR
    report(
      "yaml.syntax", "this is not YAML: \(escaped(parts.joined(separator: ", ")))",
      isPlaced ? place(parser.problem_mark) : Place(file),
      "correct the line; https://yaml.org/spec/1.1 describes the format")
  }

  private mutating func report(_ code: String, _ message: String, _ place: Place, _ hint: String?) {
    problems.append(Diagnostic(code, message, at: place, hint: hint))
  }
}
