import Comparison

/// `RECORD` of a wheel lists the same rows in another order or with other line endings.
struct RecordLayout: ContentMask {
  let description = CauseDescription(
    id: "wheel-record", meaning: "RECORD of a wheel differs only in its layout, or because the members it lists differ",
    proof: "rows are sorted and written alike; digests that differ must be those of the listed members on either side",
    fooledBy: "nothing: each digest is compared with the content of the member it stands for",
    fix: "end what makes the listed members differ; wheel 0.36 and later sorts the rows")

  func apply(to pair: ContentPair) -> MaskedContent? {
    guard let left = RecordRow.rows(of: pair.expected), let right = RecordRow.rows(of: pair.actual) else { return nil }
    var masked = pair
    (masked.expected, masked.actual) = (text(of: left), text(of: right))
    let endings = (pair.expected.count { $0 == 0x0D }, pair.actual.count { $0 == 0x0D })
    var evidence: [String] = []
    if common(left, right) != common(right, left) { evidence.append("the rows stand in another order") }
    if endings.0 != endings.1 {
      evidence.append("CRLF ends \(counted(endings.0, "row")) expected, \(endings.1) actual")
    }
    if evidence.isEmpty, masked.isEqual { evidence.append("the rows are quoted in another way") }
    return evidence.isEmpty ? nil : MaskedContent(pair: masked, evidence: evidence)
  }

  /// The paths that both sides list, in the order of the first.
  private func common(_ rows: [RecordRow], _ others: [RecordRow]) -> [[UInt8]] {
    let paths = Set(others.map(\.path))
    return rows.map(\.path).filter(paths.contains)
  }

  private func text(of rows: [RecordRow]) -> [UInt8] {
    let lines = rows.map { row in [row.path, row.hash, row.size].map(quoted).joined(separator: [UInt8(ascii: ",")]) }
    return lines.map { Array($0) + [0x0A] }.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 }
  }

  /// Quotes each column, so that none can be taken for another.
  private func quoted(_ column: [UInt8]) -> [UInt8] {
    let quote = UInt8(ascii: "\"")
    return [quote] + column.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }
}
