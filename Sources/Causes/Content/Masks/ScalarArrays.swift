/// The text of a JSON document with the elements of each array sorted that holds only strings, numbers and words.
///
/// Elements change places; the brackets, commas and white space between them stay. Nil where
/// there are some and they don't close. Takes one pass, and sorting.
func sortingScalarArrays(_ text: [UInt8]) -> [UInt8]? {
  guard text.contains(openBracket) else { return text }
  var reader = ArrayReader(text: text)
  return reader.read() ? reader.result : nil
}

private let (openBracket, closeBracket) = (UInt8(ascii: "["), UInt8(ascii: "]"))
private let (openBrace, closeBrace) = (UInt8(ascii: "{"), UInt8(ascii: "}"))

private let delimiters = Array(",:[]{}".utf8)

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

private struct ArrayReader {
  let text: [UInt8]
  var result: [UInt8]
  /// For each bracket that is open the elements so far; nil for an object, or an array with something nested in it.
  private var open: [[Range<Int>]?] = []

  init(text: [UInt8]) { (self.text, result) = (text, text) }

  /// Whether the brackets close in order.
  mutating func read() -> Bool {
    var index = 0
    while index < text.count {
      let byte = text[index]
      switch byte {
      case openBracket, openBrace:
        if !open.isEmpty { open[open.count - 1] = nil }
        open.append(byte == openBracket ? [] : nil)
        index += 1
      case closeBracket, closeBrace:
        guard let elements = open.popLast() else { return false }
        if let elements { sort(elements) }
        index += 1
      case UInt8(ascii: ","), UInt8(ascii: ":"): index += 1
      case _ where isSpace(byte): index += 1
      default:
        let end = endOfScalar(at: index)
        if !open.isEmpty { open[open.count - 1]?.append(index..<end) }
        index = end
      }
    }
    return open.isEmpty
  }

  private func endOfScalar(at start: Int) -> Int {
    guard text[start] == UInt8(ascii: "\"") else {
      return text[start...].firstIndex { isSpace($0) || delimiters.contains($0) } ?? text.count
    }
    var index = start + 1
    while index < text.count, text[index] != UInt8(ascii: "\"") { index += text[index] == UInt8(ascii: "\\") ? 2 : 1 }
    return min(index + 1, text.count)
  }

  private mutating func sort(_ elements: [Range<Int>]) {
    guard elements.count > 1, let start = elements.first?.lowerBound, let end = elements.last?.upperBound else {
      return
    }
    let sorted = elements.map { text[$0] }.sorted { $0.lexicographicallyPrecedes($1) }
    var (bytes, position) = ([UInt8](), start)
    for (place, element) in zip(elements, sorted) {
      bytes += text[position..<place.lowerBound] + element
      position = place.upperBound
    }
    result.replaceSubrange(start..<end, with: bytes)
  }
}
