/// A format that can be understood well enough to say more than which lines or bytes differ.
///
/// A format never decides whether contents differ, and hides nothing: where it sees no difference, the contents are
/// compared as text or as bytes.
protocol ContentFormat: Sendable {
  /// The name in reports, such as `pyc`.
  var name: String { get }
  /// Whether it is a format of lines, so that the limit for texts holds.
  var isText: Bool { get }
  /// Whether a member of this name could be of this format.
  func matches(path: [UInt8]) -> Bool
  /// How the contents differ; nil or nothing where one of them is not of this format, or what differs is no value.
  func differences(expected: [UInt8], actual: [UInt8], limits: ContentLimits) -> [ValueDifference]?
}

/// The formats that are understood; the first that sees a difference explains it.
let contentFormats: [any ContentFormat] = [
  JSONFormat(), RecordFormat(), HeaderFormat(), ManifestFormat(), KeyValueFormat(), PycFormat(), ElfFormat(),
  PngFormat(), PdfFormat(), GzipFormat(),
]

extension [UInt8] {
  /// Whether the name ends with one of some endings.
  func hasEnding(_ endings: String...) -> Bool {
    endings.contains { ending in count >= ending.utf8.count && suffix(ending.utf8.count).elementsEqual(ending.utf8) }
  }

  /// What stands behind the last slash.
  var lastName: ArraySlice<UInt8> { self[(lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0)...] }
}
