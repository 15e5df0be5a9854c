/// JSON documents, by their values; one whose layout alone differs is compared as text.
struct JSONFormat: ContentFormat {
  let name = "json"
  let isText = true

  func matches(path: [UInt8]) -> Bool { path.hasEnding(".json") }

  func differences(expected: [UInt8], actual: [UInt8], limits: ContentLimits) -> [ValueDifference]? {
    compareDocuments(expected, actual)
  }
}
