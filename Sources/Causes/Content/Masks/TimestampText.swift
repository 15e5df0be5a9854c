import Comparison

/// Dates in a text are those of the build.
struct TimestampText: ContentMask {
  let description = CauseDescription(
    id: "timestamp-text", meaning: "dates of the build stand in the content",
    proof: "what stands at the same place and reads as a date from 1990 to 2099 on both sides is taken for the same",
    fooledBy: "dates that were changed on purpose, and other numbers of ten digits",
    fix: "set SOURCE_DATE_EPOCH if the tool honours it, or don't write the date; '-Wdate-time' finds it in C")

  func apply(to pair: ContentPair) -> MaskedContent? {
    var pairs = pair.tokenPairs(dates)
    // A time alone may be a duration, unless it goes with a date as `__TIME__` does with `__DATE__`.
    if pairs.contains(where: { $0.expected.kind == .time }),
      !dates(in: pair.expected[...]).contains(where: { $0.kind == .monthFirst })
    {
      pairs.removeAll { $0.expected.kind == .time }
    }
    return pair.unifying(pairs.map { (expected: $0.expected.range, actual: $0.actual.range) }, noun: "date")
  }
}
