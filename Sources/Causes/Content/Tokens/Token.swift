import Diagnostics

/// A part of a content that a mask understands, such as a date.
struct Token<Kind: Equatable & Sendable>: Equatable, Sendable {
  var kind: Kind
  var range: Range<Int>
}

/// Tokens of both sides that stand at the same place and differ: how many, and the first of them.
struct TokenPairs {
  private(set) var count = 0
  private var first: (expected: [UInt8], actual: [UInt8])?

  mutating func add(_ expected: ArraySlice<UInt8>, _ actual: ArraySlice<UInt8>) {
    count += 1
    if first == nil { first = (Array(expected.prefix(80)), Array(actual.prefix(80))) }
  }

  /// `3 dates differ, such as 'A' expected, 'B' actual`.
  func evidence(_ noun: String) -> [String] {
    guard let first else { return [] }
    let shown = "'\(escaped(bytes: first.expected))' expected, '\(escaped(bytes: first.actual))' actual"
    return [count == 1 ? "1 \(noun) differs: \(shown)" : "\(count) \(noun)s differ, such as \(shown)"]
  }
}

extension ContentPair {
  /// The tokens of all pieces that differ, in pairs: the first of a piece with the first of the other side's, and so on.
  ///
  /// Pieces with other tokens on one side than on the other have no pairs: they differ in more than these.
  func tokenPairs<Kind>(
    _ scan: (ArraySlice<UInt8>) -> [Token<Kind>]
  ) -> [(expected: Token<Kind>, actual: Token<Kind>)] {
    differingPieces().flatMap { piece -> [(expected: Token<Kind>, actual: Token<Kind>)] in
      let (left, right) = (scan(expected[piece.expected]), scan(actual[piece.actual]))
      guard left.map(\.kind) == right.map(\.kind) else { return [] }
      return zip(left, right).map { (expected: $0, actual: $1) }.filter { pair in
        expected[pair.expected.range] != actual[pair.actual.range]
          && (isText || pair.expected.range.count == pair.actual.range.count)
      }
    }
  }

  /// The contents with the same text on both sides, the expected one, for each of some pairs in order; nil for no pairs.
  func unifying(_ pairs: [(expected: Range<Int>, actual: Range<Int>)], noun: String) -> MaskedContent? {
    guard !pairs.isEmpty else { return nil }
    var (bytes, end, seen) = ([UInt8](), 0, TokenPairs())
    for pair in pairs {
      seen.add(expected[pair.expected], actual[pair.actual])
      bytes += actual[end..<pair.actual.lowerBound]
      bytes += expected[pair.expected]
      end = pair.actual.upperBound
    }
    var result = self
    result.actual = bytes + actual[end...]
    return MaskedContent(pair: result, evidence: seen.evidence(noun))
  }
}
