/// Takes one cause away from both sides of two contents.
///
/// A mask works in time linear in the contents and changes nothing but what its cause brings in, so that every other
/// difference stays visible.
protocol ContentMask: Sendable {
  var description: CauseDescription { get }
  /// Whether it reads only headers, so that contents of any size can be examined.
  var readsOnlyHeaders: Bool { get }
  /// Whether the cause says something only if no other difference is left right after it.
  var countsOnlyWhenEqual: Bool { get }
  /// Whether the cause says something only if the contents become equal in the end, because it changes more than differs.
  var countsOnlyWhenExplained: Bool { get }
  /// The contents without the cause; nil where it does not show.
  func apply(to pair: ContentPair) -> MaskedContent?
}

extension ContentMask {
  var readsOnlyHeaders: Bool { false }
  var countsOnlyWhenEqual: Bool { false }
  var countsOnlyWhenExplained: Bool { false }
}

/// Two contents after a mask, with what it has seen.
struct MaskedContent {
  var pair: ContentPair
  /// One sentence a line; text from the contents is escaped.
  var evidence: [String]
}
