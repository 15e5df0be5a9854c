/// Files of `key = value` lines under `[section]` lines, as INI, TOML and Java's properties have them.
///
/// Values keep the text they are written in. A value goes on over the lines that are indented, and as long as a bracket
/// or a triple quote of TOML is open.
struct KeyValueFormat: ValueListFormat {
  let name = "key-value"
  let isText = true

  func matches(path: [UInt8]) -> Bool {
    path.hasEnding(".ini", ".cfg", ".toml", ".properties", ".conf", ".desktop", "/entry_points.txt")
  }

  /// Files with more lines than this are not read.
  private static let lineLimit = 200_000

  func values(of content: [UInt8]) -> [FormatValue]? {
    guard let text = TextLines(content), text.lines.count <= Self.lineLimit else { return nil }
    var reader = KeyValueReader()
    for line in content.split(separator: 0x0A, omittingEmptySubsequences: false) {
      guard reader.read(line.last == 0x0D ? line.dropLast() : line) else { return nil }
    }
    return reader.values
  }
}

private struct KeyValueReader {
  private var section = ""
  private var entries: [(path: String, value: [UInt8])] = []
  private var comments: [UInt8] = []
  /// What the last value still waits for.
  private var (openBrackets, openQuotes) = (0, [UInt8]?.none)

  var values: [FormatValue] {
    entries.map { FormatValue($0.path, text: $0.value) }
      + (comments.isEmpty ? [] : [FormatValue("comments", data: comments)])
  }

  /// Whether the line is one of this format.
  mutating func read(_ line: ArraySlice<UInt8>) -> Bool {
    let text = line.trimmed
    if openQuotes != nil || openBrackets > 0 { return goOn(with: line) }
    guard let first = text.first else { return true }
    if [UInt8(ascii: "#"), UInt8(ascii: ";"), UInt8(ascii: "!")].contains(first) {
      comments += text + [0x0A]
      return true
    }
    if line.first != first, !entries.isEmpty, separator(in: text) == nil { return goOn(with: text) }
    if first == UInt8(ascii: "["), text.contains(UInt8(ascii: "]")) {
      section = pathText(text)
      entries.append((section, []))
      return true
    }
    guard let separator = separator(in: text) else { return false }
    let key = pathText(text[..<separator].trimmed)
    entries.append((section.isEmpty ? key : "\(section) \(key)", []))
    return goOn(with: text[(separator + 1)...].trimmed, isFirst: true)
  }

  /// A key in quotes may hold the sign that ends it.
  private func separator(in text: ArraySlice<UInt8>) -> Int? {
    var quote: UInt8?
    for index in text.indices {
      let byte = text[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if index == text.startIndex, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":") {
        return index > text.startIndex ? index : nil
      }
    }
    return nil
  }

  private mutating func goOn(with text: ArraySlice<UInt8>, isFirst: Bool = false) -> Bool {
    guard !entries.isEmpty else { return false }
    entries[entries.count - 1].value += isFirst ? Array(text) : [0x0A] + text
    var index = text.startIndex
    while index < text.endIndex {
      let rest = text[index...]
      if let quotes = openQuotes {
        let isClosed = rest.starts(with: quotes)
        if isClosed { openQuotes = nil }
        index += isClosed ? quotes.count : rest.first == UInt8(ascii: "\\") && quotes[0] == UInt8(ascii: "\"") ? 2 : 1
      } else {
        index += open(rest, isFirst: isFirst && index == text.startIndex)
      }
    }
    // A quote that no triple opened ends with its line.
    if openQuotes?.count == 1 { openQuotes = nil }
    return true
  }

  /// Looks at what may open or close a bracket or quotes; gives the number of bytes it took.
  private mutating func open(_ rest: ArraySlice<UInt8>, isFirst: Bool) -> Int {
    guard let byte = rest.first else { return 1 }
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "{"): if isFirst || openBrackets > 0 { openBrackets += 1 }
    case UInt8(ascii: "]"), UInt8(ascii: "}"): openBrackets = max(0, openBrackets - 1)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      guard isFirst || openBrackets > 0 else { return 1 }
      let isTriple = rest.starts(with: [byte, byte, byte])
      openQuotes = Array(repeating: byte, count: isTriple ? 3 : 1)
      return isTriple ? 3 : 1
    default: break
    }
    return 1
  }
}
