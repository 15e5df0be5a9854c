import Comparison

/// The same lines, or the same elements of arrays, stand in another order.
struct OrderHash: ContentMask {
  let description = CauseDescription(
    id: "order-hash", meaning: "the same lines or elements stand in another order, as hashing leaves them",
    proof: "lines, or the plain values of each JSON array, are sorted on both sides, duplicates kept",
    fooledBy: "a file in which the order has a meaning",
    fix: "sort before writing; set PYTHONHASHSEED=0 and PERL_HASH_SEED=0 for programs that can't")
  let countsOnlyWhenEqual = true

  func apply(to pair: ContentPair) -> MaskedContent? {
    guard pair.isText, !hasMeaningfulOrder(pair) else { return nil }
    // In a document the same line may belong to another object.
    if !pair.holdsDocuments, pair.expected.count == pair.actual.count, let lines = pair.mapping(sortedLines),
      lines.isEqual
    {
      return MaskedContent(pair: lines, evidence: ["the lines are the same, in another order"])
    }
    guard let arrays = pair.mapping(sortingScalarArrays), arrays.isEqual else { return nil }
    return MaskedContent(pair: arrays, evidence: ["arrays have the same elements, in another order"])
  }

  /// The order of a program's lines is what it does, and lines under a heading belong to it.
  private func hasMeaningfulOrder(_ pair: ContentPair) -> Bool {
    [
      ".py", ".sh", ".js", ".mjs", ".ts", ".c", ".h", ".cc", ".cpp", ".hpp", ".java", ".go", ".rs", ".rb", ".pl", ".pm",
      ".swift", ".php", ".lua", ".css", ".ini", ".cfg", ".toml", ".yaml", ".yml", ".MF",
    ].contains(where: pair.hasEnding)
  }

  private func sortedLines(_ text: [UInt8]) -> [UInt8]? {
    guard let lines = lineRanges(of: text) else { return nil }
    return Array(lines.map { text[$0] }.sorted { $0.lexicographicallyPrecedes($1) }.joined(separator: [0x0A]))
  }
}
