package import CanonicalJSON
package import Store

/// How the content of a member differs.
///
/// That the bytes differ is settled by their digests; the explanation only helps to see how.
package struct ContentDifference: Hashable, Sendable {
  /// What could be found out about the bytes.
  package enum Explanation: Hashable, Sendable {
    case text(TextDifference)
    case binary(BinaryDifference)
    /// Values at key paths of a format that was understood, such as `json`, `pyc` or `elf`.
    case values(format: String, [ValueDifference])
    /// Only the actual content is at hand: this is what it looks like.
    case actualOnly(ContentOutline)
    /// Neither content is at hand, or a limit struck; the text says which.
    case unknown(String)
  }

  package var expected: Blob?
  package var actual: Blob?
  package var explanation: Explanation

  package init(expected: Blob?, actual: Blob?, explanation: Explanation) {
    (self.expected, self.actual, self.explanation) = (expected, actual, explanation)
  }
}

/// How two texts differ, line by line.
package struct TextDifference: Hashable, Sendable {
  package var expected: TextTraits
  package var actual: TextTraits
  /// Whether the texts are equal once line endings are LF and a byte order mark is dropped.
  package var isEqualAfterNormalizing: Bool
  /// The places that differ, with lines of context.
  package var hunks: [Hunk]
  /// Set when a limit ended the comparison, so that `hunks` holds the first difference only.
  package var limit: String?

  /// Some neighbouring lines that differ, with what stands around them.
  package struct Hunk: Hashable, Sendable {
    /// The first line on each side, counted from 1.
    package var expectedStart: Int
    package var actualStart: Int
    package var lines: [Line]
  }

  /// One line of a hunk, without its line ending, not escaped.
  package struct Line: Hashable, Sendable {
    package enum Origin: String, Sendable { case both = " ", expected = "-", actual = "+" }

    package var origin: Origin
    package var bytes: [UInt8]
    package var ending: LineEnding
    /// How many bytes of the line stand before those that are held, and how many behind.
    package var omittedBefore = 0
    package var omitted = 0
  }
}

/// What ends a line.
package enum LineEnding: String, Sendable, Hashable { case lf = "LF", crlf = "CRLF", none = "no line ending" }

/// What kind of text some bytes are.
package struct TextTraits: Hashable, Sendable {
  package enum Encoding: String, Sendable {
    case ascii = "ASCII"
    case utf8 = "UTF-8"
    /// Either way round, with a byte order mark.
    case utf16 = "UTF-16"
    case other = "unknown 8-bit encoding"
  }

  package var encoding: Encoding
  package var hasByteOrderMark: Bool
  package var lines: Int
  package var crlfLines: Int
  package var endsWithNewline: Bool
}

/// Where and how much two contents differ that are no text.
package struct BinaryDifference: Hashable, Sendable {
  /// The offset of the first byte that differs; where one content begins with the whole other, the shorter one's size.
  package var firstOffset: Int
  /// The number of runs of bytes that differ at the same offset; a difference in size counts as one more.
  package var ranges: Int
  /// The number of bytes that differ at the same offset, not counting what only the longer content has.
  package var bytes: Int
  /// Where the window around the first difference begins.
  package var windowOffset: Int
  package var expectedWindow: [UInt8]
  package var actualWindow: [UInt8]
  /// Set when a limit kept the contents from being compared as text.
  package var limit: String?
}

/// A value at a key path that differs between two contents of a format that has such paths.
package struct ValueDifference: Hashable, Sendable {
  package var path: String
  package var kind: Difference.Kind
  package var expected: JSONValue?
  package var actual: JSONValue?
}

/// What content looks like that has nothing to be compared with.
package struct ContentOutline: Hashable, Sendable {
  /// Nil for content that is no text.
  package var text: TextTraits?
  /// The first lines of a text, without their endings, not escaped.
  package var firstLines: [[UInt8]]
}
