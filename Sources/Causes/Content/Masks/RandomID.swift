import Comparison

/// Identifiers are drawn anew in each build.
struct RandomID: ContentMask {
  let description = CauseDescription(
    id: "random-id", meaning: "identifiers that look random stand in the content, or addresses of memory",
    proof: "UUIDs, words of as many hexadecimal digits, and 0x numbers at the same place are taken for the same",
    fooledBy: "names of commits and digests of other content, which tell of a real change",
    fix: "make identifiers from the content (UUIDv5) or from a fixed seed ('-frandom-seed='), and print no addresses")

  func apply(to pair: ContentPair) -> MaskedContent? {
    let pairs = pair.tokenPairs(identifiers).filter { left, right in
      guard case .digits = left.kind else { return true }
      let digits = pair.expected[left.range] + pair.actual[right.range]
      // Numbers and words are no identifiers.
      return digits.contains(where: \.isDigit) && digits.contains { !$0.isDigit }
    }
    return pair.unifying(pairs.map { (expected: $0.expected.range, actual: $0.actual.range) }, noun: "identifier")
  }
}
