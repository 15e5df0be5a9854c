/// How much work is spent on explaining differences of content.
package struct ContentLimits: Hashable, Sendable {
  /// Larger contents are not loaded.
  package var loadedBytes: Int64 = 64 << 20
  /// Larger contents are not compared as text.
  package var textBytes = 8 << 20
  /// Longer texts are not compared line by line.
  package var lines = 200_000
  /// After so many comparisons of lines only the first difference of a text is told.
  package var steps = 20_000_000
  /// The content of so many members is compared.
  package var members = 200
  /// Contents of so many bytes in all are searched for causes, and hashed.
  package var examinedBytes: Int64 = 256 << 20
  /// Of a text's differing lines so many bytes are kept.
  package var shownBytes = 1 << 20
  /// Of one line.
  package var lineBytes = 4 << 10
  /// Lines around a difference.
  package var context = 3

  package init() {}
}
