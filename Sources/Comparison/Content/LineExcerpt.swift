import Diagnostics

/// The part of a line that a reader can take in: all of a short one, of a long one what stands around its first change.
package struct LineExcerpt: Hashable, Sendable {
  /// So many bytes of a line are shown unless a report says otherwise.
  package static let limit = 240

  /// How many bytes were left out before and behind.
  package private(set) var before: Int
  package private(set) var after: Int
  package let bytes: [UInt8]
  /// Where `bytes` differ from the other line, between what both begin and what both end with.
  package let changed: Range<Int>

  /// Cut between characters of UTF-8; `other` is the line that stands in its place on the other side.
  package init(of line: [UInt8], against other: [UInt8]? = nil, limit: Int = Self.limit) {
    let common = other.map { zip(line, $0).prefix { $0 == $1 }.count } ?? 0
    var (start, end) = (0, line.count)
    if line.count > limit {
      start = Self.start(ofCharacterAt: max(0, common - limit / 2), in: line)
      if start + limit < line.count { end = Self.start(ofCharacterAt: start + limit, in: line) }
    }
    (before, after, bytes) = (start, line.count - end, Array(line[start..<end]))
    let changed = Self.changed(line, common: common, other)
    self.changed = changed.clamped(to: start..<end).shifted(by: -start)
  }

  /// The same of lines of a difference, of which parts may not be held.
  package init(of line: TextDifference.Line, against other: TextDifference.Line?, limit: Int = Self.limit) {
    self.init(of: line.bytes, against: other?.bytes, limit: limit)
    before += line.omittedBefore
    after += line.omitted
  }

  private static func changed(_ line: [UInt8], common: Int, _ other: [UInt8]?) -> Range<Int> {
    guard let other else { return line.indices }
    let rest = min(line.count, other.count) - common
    let ending = zip(line.reversed(), other.reversed()).prefix(rest).prefix { $0 == $1 }.count
    let first = common < line.count ? start(ofCharacterAt: common, in: line) : line.count
    let end = (line.count - ending..<line.count).first { line[$0] & 0xC0 != 0x80 } ?? line.count
    return first..<max(first, end)
  }

  /// The excerpt, escaped, with marks that say how much is left out.
  package var text: String { markBefore + escaped(bytes: bytes) + markAfter }
  package var markBefore: String { before > 0 ? "(\(before) bytes) …" : "" }
  package var markAfter: String { after > 0 ? "… (\(after) more bytes)" : "" }

  private static func start(ofCharacterAt index: Int, in line: [UInt8]) -> Int {
    // A character has at most three bytes that continue it.
    (max(0, index - 3)...index).last { line[$0] & 0xC0 != 0x80 } ?? index
  }
}

extension Range<Int> {
  fileprivate func shifted(by distance: Int) -> Self { (lowerBound + distance)..<(upperBound + distance) }
}

extension TextDifference.Hunk {
  /// For each line the one that stands in its place on the other side, where there is one: of neighbouring lines that
  /// were removed and added, the nth answer each other.
  package var counterparts: [TextDifference.Line?] {
    var result = [TextDifference.Line?](repeating: nil, count: lines.count)
    var start = 0
    while start < lines.count {
      let added = lines[start...].firstIndex { $0.origin != .expected } ?? lines.count
      let end = lines[added...].firstIndex { $0.origin != .actual } ?? lines.count
      if added - start == end - added {
        for (old, new) in zip(start..<added, added..<end) { (result[old], result[new]) = (lines[new], lines[old]) }
      }
      start = max(end, start + 1)
    }
    return result
  }
}
