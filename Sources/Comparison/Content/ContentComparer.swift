package import Store

/// Explains how the content of members differs, where the bytes are at hand.
package struct ContentComparer {
  /// Gives the content of this digest, or nil where it is not at hand.
  package typealias Content = (ContentDigest) -> [UInt8]?

  private let expected: Content
  private let actual: Content
  private let limits: ContentLimits

  package init(expected: @escaping Content, actual: @escaping Content, limits: ContentLimits = .init()) {
    (self.expected, self.actual, self.limits) = (expected, actual, limits)
  }

  /// The same differences, with explanations for members whose content differs.
  package func explain(_ difference: InventoryDifference) -> InventoryDifference {
    var (result, left) = (difference, limits.members)
    for index in result.differences.indices where result.differences[index].differs(in: .content) {
      result.differences[index].content = explain(result.differences[index], isOverLimit: left <= 0)
      left -= 1
    }
    return result
  }

  private func explain(_ difference: Difference, isOverLimit: Bool) -> ContentDifference {
    let blobs = (difference.expected?.blob, difference.actual?.blob)
    guard !isOverLimit else {
      return unknown(blobs, "the content of more than \(limits.members) members differs: not looked into")
    }
    guard (blobs.0?.size ?? 0) <= limits.loadedBytes, (blobs.1?.size ?? 0) <= limits.loadedBytes else {
      return unknown(blobs, "larger than \(limits.loadedBytes) bytes: not looked into")
    }
    let contents = (blobs.0.flatMap { expected($0.digest) }, blobs.1.flatMap { actual($0.digest) })
    switch contents {
    case (let expected?, let actual?):
      let explanation = explainContent(path: difference.path, expected: expected, actual: actual, limits: limits)
      return ContentDifference(expected: blobs.0, actual: blobs.1, explanation: explanation)
    case (nil, let actual?):
      return ContentDifference(expected: blobs.0, actual: blobs.1, explanation: .actualOnly(outline(of: actual)))
    default: return unknown(blobs, "the content is not at hand")
    }
  }

  private func unknown(_ blobs: (Blob?, Blob?), _ reason: String) -> ContentDifference {
    ContentDifference(expected: blobs.0, actual: blobs.1, explanation: .unknown(reason))
  }
}

/// Explains how two contents differ, by what a member's name and its bytes say about the format.
///
/// A format that is understood but shows no difference, such as JSON with another layout, is explained as text.
package func explainContent(
  path: [UInt8], expected: [UInt8], actual: [UInt8], limits: ContentLimits = .init()
) -> ContentDifference.Explanation {
  guard max(expected.count, actual.count) <= limits.textBytes else { return explainAsBytes(expected, actual) }
  if path.suffix(5).elementsEqual(".json".utf8), let differences = compareDocuments(expected, actual) {
    return .values(format: "json", differences)
  }
  if let difference = compareTexts(expected: expected, actual: actual, limits: limits) { return .text(difference) }
  return explainAsBytes(expected, actual)
}

private func explainAsBytes(_ expected: [UInt8], _ actual: [UInt8]) -> ContentDifference.Explanation {
  compareBytes(expected: expected, actual: actual).map { .binary($0) } ?? .unknown("the bytes are the same")
}

/// What content looks like: kind of text, first lines.
package func outline(of content: [UInt8]) -> ContentOutline {
  guard let text = TextLines(content) else { return ContentOutline(text: nil, firstLines: []) }
  return ContentOutline(text: text.traits, firstLines: text.lines.prefix(3).map { Array($0) })
}

extension InventoryMember {
  fileprivate var blob: Blob? { contentDigest.map { Blob(digest: $0, size: size ?? 0) } }
}
