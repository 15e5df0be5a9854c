/// The lines of an mtree file with their numbers; a line that ends with a backslash is joined with the next one.
struct MtreeLines: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var position = 0
  private var number = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> (number: Int, line: ArraySlice<UInt8>)? {
    guard let line = nextPart() else { return nil }
    let first = number
    guard Self.isContinued(line) else { return (first, line) }
    var joined = Array(line.dropLast())
    while let part = nextPart() {
      let isContinued = Self.isContinued(part)
      joined += [UInt8(ascii: " ")] + part.dropLast(isContinued ? 1 : 0)
      if !isContinued { break }
    }
    return (first, joined[...])
  }

  private mutating func nextPart() -> ArraySlice<UInt8>? {
    guard position < bytes.count else { return nil }
    let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    var line = bytes[position..<end]
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    (position, number) = (end + 1, number + 1)
    return line
  }

  /// Two backslashes at the end are one that is escaped, and belong to a name.
  private static func isContinued(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.last == UInt8(ascii: "\\"), line.first != UInt8(ascii: "#") else { return false }
    return line.reversed().prefix { $0 == UInt8(ascii: "\\") }.count % 2 == 1
  }
}

/// The words of a line, which blanks and tabs part.
struct MtreeWords: IteratorProtocol {
  private var rest: ArraySlice<UInt8>

  init(_ line: ArraySlice<UInt8>) { rest = line }

  mutating func next() -> ArraySlice<UInt8>? {
    guard let start = rest.firstIndex(where: { !Self.isBlank($0) }) else { return nil }
    let end = rest[start...].firstIndex(where: Self.isBlank) ?? rest.endIndex
    defer { rest = rest[end...] }
    return rest[start..<end]
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }
}
