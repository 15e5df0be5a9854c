import Archives

/// A member whose content is about to be compared.
struct ComparedMember {
  var index: Int
  /// Where the content can be read from at any time; nil for what a stream holds, and for what holds none.
  var content: (any ContentHandle)?
  /// Where it is read from if it is the current member of its side; nil for one that has waited.
  var source: (any MemberSource)?

  /// Starts reading the content; nil where there is none.
  func stream() throws(ArchiveError) -> ContentStream? {
    if let source { return ContentStream(reading: source) }
    return try content.map { handle throws(ArchiveError) in try ContentStream(handle) }
  }
}
