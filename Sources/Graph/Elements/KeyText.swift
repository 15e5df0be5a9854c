import Store

/// Text of which a key is the digest: names with their values, each value with its length in front, so that no two
/// lists of values give the same text.
struct KeyText {
  private(set) var bytes: [UInt8] = []

  var digest: ContentDigest { ContentDigest(of: bytes) }

  mutating func add(_ name: String, _ value: String) {
    bytes.append(contentsOf: name.utf8)
    write(value)
  }

  /// The values in their order.
  mutating func add(_ name: String, _ values: [String]) {
    add(name, String(values.count))
    for value in values { write(value) }
  }

  mutating func add(_ name: String, _ value: ContentDigest) { add(name, value.hex) }

  /// Another text in full.
  mutating func add(_ text: Self) { bytes.append(contentsOf: text.bytes) }

  private mutating func write(_ value: String) {
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: String(value.utf8.count).utf8)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(contentsOf: value.utf8)
    bytes.append(UInt8(ascii: "\n"))
  }
}
