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
  let fitsText = max(expected.count, actual.count) <= limits.textBytes
  for format in contentFormats where (fitsText || !format.isText) && format.matches(path: path) {
    let differences = format.differences(expected: expected, actual: actual, limits: limits)
    if let differences, !differences.isEmpty { return .values(format: format.name, differences) }
  }
  guard fitsText else { return explainAsBytes(expected, actual) }
  return explainAsText(expected, actual, limits) ?? explainAsBytes(expected, actual)
}

/// Nil where one of the contents is no text.
private func explainAsText(
  _ expected: [UInt8], _ actual: [UInt8], _ limits: ContentLimits
) -> ContentDifference.Explanation? {
  let (left, right) = (utf8(decodingUTF16: expected), utf8(decodingUTF16: actual))
  var difference = compareTexts(expected: left ?? expected, actual: right ?? actual, limits: limits)
  if left != nil { difference?.expected.encoding = .utf16 }
  if right != nil { difference?.actual.encoding = .utf16 }
  return difference.map { .text($0.bounded(limits)) }
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
