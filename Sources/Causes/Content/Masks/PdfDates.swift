import Comparison

/// A document holds the time at which it was written, and an identifier made from it.
struct PdfDates: ContentMask {
  let description = CauseDescription(
    id: "pdf-dates", meaning: "documents hold the time at which they were written, and an identifier made from it",
    proof: "the values of /CreationDate, /ModDate and /ID are taken for the same, those that stand at the same place",
    fooledBy: "an identifier that was made from the text, which then differs as well",
    fix: "set SOURCE_DATE_EPOCH (TeX also needs FORCE_SOURCE_DATE=1), or 'qpdf --deterministic-id'")

  func apply(to pair: ContentPair) -> MaskedContent? {
    guard let left = times(pair.expected), let right = times(pair.actual), left.map(\.key) == right.map(\.key) else {
      return nil
    }
    let pairs = zip(left, right).filter { left, right in
      let (expected, actual) = (pair.expected[left.value], pair.actual[right.value])
      guard expected != actual else { return false }
      return left.key == .identifier ? expected.count == actual.count : isDate(expected) && isDate(actual)
    }
    return pair.unifying(pairs.map { (expected: $0.value, actual: $1.value) }, noun: "value")
  }

  private func times(_ content: [UInt8]) -> [PdfField]? {
    PdfField.fields(of: content)?.filter { [.creationDate, .modificationDate, .identifier].contains($0.key) }
  }

  /// `D:` and at least year, month and day (ISO 32000-1, 7.9.4).
  private func isDate(_ value: ArraySlice<UInt8>) -> Bool {
    value.starts(with: "D:".utf8) && value.count >= 10 && value.dropFirst(2).prefix(8).allSatisfy(\.isDigit)
  }
}
