import Comparison

/// An image holds the time at which it was written.
struct PngTime: ContentMask {
  let description = CauseDescription(
    id: "png-time", meaning: "images hold the time at which they were written",
    proof: "tIME chunks and texts with keywords such as date:create are left out",
    fooledBy: "nothing: all other chunks are compared byte for byte",
    fix: "strip images, or 'convert -define png:exclude-chunks=date,time +set date:create +set date:modify'")
  let readsOnlyHeaders = true

  private static let keywords = [
    "date:create", "date:modify", "date:timestamp", "Creation Time", "create-date", "modify-date",
  ]

  func apply(to pair: ContentPair) -> MaskedContent? {
    guard let left = times(pair.expected), let right = times(pair.actual),
      left.map({ pair.expected[$0.range] }) != right.map({ pair.actual[$0.range] })
    else { return nil }
    var masked = pair
    masked.expected = pair.expected.removing(left)
    masked.actual = pair.actual.removing(right)
    return MaskedContent(
      pair: masked, evidence: ["\(counted(left.count, "chunk")) with a time expected, \(right.count) actual"])
  }

  /// Nil for content that is no PNG.
  private func times(_ content: [UInt8]) -> [PngChunk]? {
    PngChunk.chunks(of: content)?.filter { chunk in
      chunk.type.elementsEqual("tIME".utf8)
        || chunk.keyword.map { keyword in Self.keywords.contains { keyword.elementsEqual($0.utf8) } } == true
    }
  }
}

extension [UInt8] {
  fileprivate func removing(_ chunks: [PngChunk]) -> [UInt8] {
    var (result, end) = ([UInt8](), 0)
    for chunk in chunks {
      result += self[end..<chunk.range.lowerBound]
      end = chunk.range.upperBound
    }
    return result + self[end...]
  }
}
