import Comparison

/// Compiled Python holds the time of its source.
struct PycMtime: ContentMask {
  let description = CauseDescription(
    id: "pyc-mtime", meaning: "compiled Python files hold the times of the sources they were made from",
    proof: "bytes 8 to 11 of the header, the source's time, are left out where the flags say that they are one",
    fooledBy: "nothing: the code itself is compared byte for byte",
    fix: "compile with '--invalidation-mode unchecked-hash', or set SOURCE_DATE_EPOCH, or ship no .pyc")
  let readsOnlyHeaders = true

  func apply(to pair: ContentPair) -> MaskedContent? {
    guard pair.hasEnding(".pyc"), let left = PycHeader(pair.expected), let right = PycHeader(pair.actual),
      case .time(let expected, let size) = left.validation, case .time(let actual, let otherSize) = right.validation,
      expected != actual, size == otherSize, left.magic == right.magic
    else { return nil }
    var masked = pair
    masked.expected.replaceSubrange(PycHeader.timeRange, with: [0, 0, 0, 0])
    masked.actual.replaceSubrange(PycHeader.timeRange, with: [0, 0, 0, 0])
    return MaskedContent(pair: masked, evidence: ["source time \(expected.text) expected, \(actual.text) actual"])
  }
}
