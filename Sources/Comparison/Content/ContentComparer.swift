package import Store

/// Explains how the content of members differs, where the bytes are at hand.
package struct ContentComparer {
  /// Gives the content of this digest, or nil where it is not at hand.
  package typealias Content = (ContentDigest) -> [UInt8]?

  private let expected: Content
  private let actual: Content
  private let limits: ContentLimits
  private let examiner: (any ContentExaminer)?

  /// With an `examiner` causes are looked for as well, where both contents are at hand.
  package init(
    expected: @escaping Content, actual: @escaping Content, limits: ContentLimits = .init(),
    examiner: (any ContentExaminer)? = nil
  ) {
    (self.expected, self.actual, self.limits, self.examiner) = (expected, actual, limits, examiner)
  }

  /// The same inventories, with what was found out about contents that differ at the members of both.
  package func explain(expected: Inventory, actual: Inventory) -> (expected: Inventory, actual: Inventory) {
    let differences = explain(compare(expected: expected, actual: actual)).differences
    return (expected.marked(by: differences, \.expected), actual.marked(by: differences, \.actual))
  }

  /// The same differences, with explanations for members whose content differs.
  package func explain(_ difference: InventoryDifference) -> InventoryDifference {
    var (result, left) = (difference, (members: limits.members, bytes: limits.examinedBytes))
    for index in result.differences.indices where result.differences[index].differs(in: .content) {
      explain(&result.differences[index], &left)
    }
    return result
  }

  private func explain(_ difference: inout Difference, _ left: inout (members: Int, bytes: Int64)) {
    let blobs = (difference.expected?.blob, difference.actual?.blob)
    left.members -= 1
    let isShown = left.members >= 0
    guard isShown || examiner != nil && (blobs.0?.size ?? 0) + (blobs.1?.size ?? 0) <= left.bytes else {
      difference.content = unknown(blobs, overLimit)
      return
    }
    guard (blobs.0?.size ?? 0) <= limits.loadedBytes, (blobs.1?.size ?? 0) <= limits.loadedBytes else {
      difference.content = unknown(blobs, "larger than \(limits.loadedBytes) bytes: not looked into")
      return
    }
    let contents = (blobs.0.flatMap { expected($0.digest) }, blobs.1.flatMap { actual($0.digest) })
    if case (let expected?, let actual?) = contents { examine(&difference, expected, actual, &left.bytes) }
    difference.content =
      isShown
      ? ContentDifference(
        expected: blobs.0, actual: blobs.1, explanation: explanation(contents, path: difference.path))
      : unknown(blobs, overLimit)
  }

  private var overLimit: String { "the content of more than \(limits.members) members differs: not looked into" }

  private func explanation(
    _ contents: (expected: [UInt8]?, actual: [UInt8]?), path: [UInt8]
  ) -> ContentDifference.Explanation {
    switch contents {
    case (let expected?, let actual?):
      explainContent(path: path, expected: expected, actual: actual, limits: limits)
    case (nil, let actual?): .actualOnly(outline(of: actual))
    default: .unknown("the content is not at hand")
    }
  }

  private func examine(_ difference: inout Difference, _ expected: [UInt8], _ actual: [UInt8], _ left: inout Int64) {
    guard let examiner, Int64(expected.count + actual.count) <= left else { return }
    left -= Int64(expected.count + actual.count)
    let examination = examiner.examine(name: difference.path, expected: expected, actual: actual)
    difference.expected?.examination = examination
    difference.actual?.examination = examination
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
  guard fitsText else { return explainAsBytes(expected, actual, limit: tooLargeForText(limits)) }
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

private func explainAsBytes(
  _ expected: [UInt8], _ actual: [UInt8], limit: String? = nil
) -> ContentDifference.Explanation {
  guard var difference = compareBytes(expected: expected, actual: actual) else {
    return .unknown("the bytes are the same")
  }
  difference.limit = limit
  return .binary(difference)
}

/// Why two contents are only compared as bytes.
func tooLargeForText(_ limits: ContentLimits) -> String {
  "larger than \(limits.textBytes) bytes: compared as bytes only"
}

/// What content looks like: kind of text, first lines.
package func outline(of content: [UInt8]) -> ContentOutline {
  guard let text = TextLines(content) else { return ContentOutline(text: nil, firstLines: []) }
  return ContentOutline(text: text.traits, firstLines: text.lines.prefix(3).map { Array($0) })
}

extension Inventory {
  /// The inventory with the members of one side of the differences, and what explains their contents.
  fileprivate func marked(by differences: [Difference], _ side: (Difference) -> InventoryMember?) -> Inventory {
    var marked: [Int: InventoryMember] = [:]
    for difference in differences where difference.content != nil {
      guard var member = side(difference) else { continue }
      member.explanation = difference.content
      marked[member.position] = member
    }
    return marked.isEmpty ? self : editingMembers { member in member = marked[member.position] ?? member }
  }
}

extension InventoryMember {
  fileprivate var blob: Blob? { contentDigest.map { Blob(digest: $0, size: size ?? 0) } }
}
