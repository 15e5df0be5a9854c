extension TextDifference {
  /// The difference with as much of its lines as a reader takes in; what is left out is told.
  ///
  /// It is kept until the report is written, and so are those of many other members.
  func bounded(_ limits: ContentLimits) -> TextDifference {
    var (result, left) = (self, limits.shownBytes)
    result.hunks = []
    for var hunk in hunks {
      let lines = hunk.lines
      hunk.lines = []
      for var line in lines {
        line.shorten(to: min(limits.lineBytes, left))
        // An empty line costs something too.
        left -= line.bytes.count + 16
        guard left > 0 else { return result.cutOff(in: hunk, limits) }
        hunk.lines.append(line)
      }
      result.hunks.append(hunk)
    }
    return result
  }

  private func cutOff(in hunk: Hunk, _ limits: ContentLimits) -> TextDifference {
    var result = self
    if !hunk.lines.isEmpty { result.hunks.append(hunk) }
    let reason = "the differences are longer than \(limits.shownBytes) bytes: only the first ones are shown"
    result.limit = result.limit ?? reason
    return result
  }
}

extension TextDifference.Line {
  fileprivate mutating func shorten(to count: Int) {
    guard bytes.count > count else { return }
    omitted += bytes.count - max(0, count)
    bytes = Array(bytes.prefix(max(0, count)))
  }
}
