import Comparison

/// Two contents of one member that are made more alike, step by step, to see what made them differ.
struct ContentPair: Sendable {
  /// The member's name, which may tell the format.
  let name: [UInt8]
  var expected: [UInt8]
  var actual: [UInt8]
  /// Whether both contents are text: no control characters but those that texts have.
  let isText: Bool
  /// How many comparisons of lines may be spent on pairing them.
  let stepLimit: Int

  init(name: [UInt8], expected: [UInt8], actual: [UInt8], stepLimit: Int) {
    (self.name, self.expected, self.actual, self.stepLimit) = (name, expected, actual, stepLimit)
    isText = !expected.contains(where: isBinary) && !actual.contains(where: isBinary)
  }

  var isEqual: Bool { expected == actual }

  /// Both contents after the same function; nil where it can't be applied to one of them.
  func mapping(_ transform: ([UInt8]) -> [UInt8]?) -> ContentPair? {
    guard let expected = transform(expected), let actual = transform(actual) else { return nil }
    var result = self
    (result.expected, result.actual) = (expected, actual)
    return result
  }

  /// Whether both contents begin as JSON documents do.
  var holdsDocuments: Bool {
    [expected, actual].allSatisfy { text in
      let first = text.first { $0 != 0x20 && !(0x09...0x0D).contains($0) }
      return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }
  }

  /// Whether the name ends with this.
  func hasEnding(_ ending: String) -> Bool { name.suffix(ending.utf8.count).elementsEqual(ending.utf8) }
}

private func isBinary(_ byte: UInt8) -> Bool {
  byte < 0x20 && !(8...10).contains(byte) && byte != 12 && byte != 13 && byte != 27
}

/// The most lines a text may have to be looked at line by line.
let lineLimit = 500_000

/// Where the lines of a text are, without their line feeds; nil for more than ``lineLimit``.
func lineRanges(of text: [UInt8]) -> [Range<Int>]? {
  var (ranges, start) = ([Range<Int>](), 0)
  for index in text.indices where text[index] == 0x0A {
    guard ranges.count < lineLimit else { return nil }
    ranges.append(start..<index)
    start = index + 1
  }
  return ranges + [start..<text.count]
}
