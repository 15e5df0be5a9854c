import CanonicalJSON
import Diagnostics
import Store

/// A format whose contents can be taken apart into a list of values with names.
protocol ValueListFormat: ContentFormat {
  /// The values in the order of the content; nil for content of another format.
  func values(of content: [UInt8]) -> [FormatValue]?
}

/// One value of a content; several may have the same path.
struct FormatValue: Hashable {
  var path: String
  var value: JSONValue

  init(_ path: String, _ value: JSONValue) { (self.path, self.value) = (path, value) }
  init(_ path: String, text: some Sequence<UInt8>) { self.init(path, .text(text)) }
  init(_ path: String, data: some Collection<UInt8>) { self.init(path, .summary(of: data)) }
}

extension JSONValue {
  /// Bytes as text, or in hexadecimal digits where they are none, so that different bytes give different values.
  static func text(_ bytes: some Sequence<UInt8>) -> JSONValue {
    let bytes = Array(bytes)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return ["hex": .string(bytes.map(hexadecimal).joined())]
    }
    return .string(text)
  }

  /// The size and the digest of bytes that are too many or too meaningless to show.
  static func summary(of data: some Collection<UInt8>) -> JSONValue {
    .string("\(data.count) byte\(data.count == 1 ? "" : "s"), sha256:\(ContentDigest(of: Array(data)))")
  }
}

extension ValueListFormat {
  func differences(expected: [UInt8], actual: [UInt8], limits: ContentLimits) -> [ValueDifference]? {
    guard let left = values(of: expected), let right = values(of: actual),
      max(left.count, right.count) <= limits.lines
    else { return nil }
    return compareValueLists(expected: left, actual: right)
  }
}
