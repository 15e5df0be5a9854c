extension JSONValue {
  /// The canonical text: sorted keys, two-space indent, ASCII only, a final newline.
  ///
  /// It is what Python writes with `json.dumps(value, indent=2, sort_keys=True) + "\n"`, except that numbers other than
  /// integers keep the text they were read with.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The bytes of ``text``.
  package var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.write(self, indent: 0)
    writer.bytes.append(UInt8(ascii: "\n"))
    return writer.bytes
  }

  /// The value on one line, for messages: keys sorted, `, ` and `: ` between, no final newline.
  package var line: String {
    switch self {
    case .array(let elements): "[" + elements.map(\.line).joined(separator: ", ") + "]"
    case .object(let members):
      "{"
        + sortedKeys(members).map { JSONValue.string($0).line + ": " + (members[$0]?.line ?? "") }
        .joined(separator: ", ") + "}"
    default: String(text.dropLast())
    }
  }
}

/// Appends canonical JSON to its bytes.
struct JSONWriter {
  var bytes: [UInt8] = []

  mutating func write(_ value: JSONValue, indent: Int) {
    switch value {
    case .null: write("null")
    case .bool(let value): write(value ? "true" : "false")
    case .integer(let value): write(String(value))
    case .number(let text): write(text)
    case .string(let value): write(quoted: value)
    case .array(let elements): write(elements, between: ("[", "]"), indent) { $0.write($1, indent: indent + 1) }
    case .object(let members):
      write(sortedKeys(members), between: ("{", "}"), indent) { writer, key in
        writer.write(quoted: key)
        writer.write(": ")
        writer.write(members[key] ?? .null, indent: indent + 1)
      }
    }
  }

  private mutating func write<Item>(
    _ items: [Item], between brackets: (String, String), _ indent: Int, _ writeItem: (inout Self, Item) -> Void
  ) {
    write(brackets.0)
    for (index, item) in items.enumerated() {
      if index > 0 { write(",") }
      newLine(indent: indent + 1)
      writeItem(&self, item)
    }
    if !items.isEmpty { newLine(indent: indent) }
    write(brackets.1)
  }

  mutating func write(quoted text: String) {
    bytes.append(UInt8(ascii: "\""))
    if text.utf8.allSatisfy(Self.isPlain) { write(text) } else { for unit in text.utf16 { write(unit: unit) } }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whether a byte of a string stands for itself.
  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func write(unit: UInt16) {
    switch unit {
    case 0x22: write("\\\"")
    case 0x5C: write("\\\\")
    case 0x0A: write("\\n")
    case 0x0D: write("\\r")
    case 0x09: write("\\t")
    case 0x08: write("\\b")
    case 0x0C: write("\\f")
    case 0x20...0x7E: bytes.append(UInt8(unit))
    default:
      let digits = String(unit, radix: 16)
      write("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
    }
  }

  mutating func newLine(indent: Int) {
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * 2))
  }

  mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
