/// Metadata of Python distributions: the header fields by name, then the body (Core metadata specifications).
struct HeaderFormat: ValueListFormat {
  let name = "headers"
  let isText = true

  func matches(path: [UInt8]) -> Bool {
    path.hasEnding(".dist-info/METADATA", ".dist-info/WHEEL") || path.lastName.elementsEqual("PKG-INFO".utf8)
  }

  func values(of content: [UInt8]) -> [FormatValue]? {
    guard let headers = HeaderFields(content, folding: .lines), let fields = headers.sections.first else { return nil }
    return fields.map { FormatValue(pathText($0.name), text: $0.value) } + [FormatValue("body", data: headers.body)]
  }

  /// Where only the body differs, its lines say more than its digest.
  func differences(expected: [UInt8], actual: [UInt8], limits: ContentLimits) -> [ValueDifference]? {
    guard let left = values(of: expected), let right = values(of: actual), max(left.count, right.count) <= limits.lines
    else { return nil }
    let differences = compareValueLists(expected: left, actual: right)
    return differences.contains { $0.path != "body" } ? differences : nil
  }
}
