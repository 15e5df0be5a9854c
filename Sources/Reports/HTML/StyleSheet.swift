import Store

/// A style sheet that stands in this program, and what a Content-Security-Policy allows it by.
struct StyleSheet {
  let text: String
  /// The SHA-256 of the text in base64, as CSP Level 3 section 2.3.1 has it.
  let digest: String

  /// - Parameter parts: One after the other, each with a new line at its end.
  init(_ parts: StaticString...) {
    text = parts.map { "\($0)" }.joined()
    let hex = Array(ContentDigest(of: text).hex.utf8)
    let bytes = stride(from: 0, to: hex.count, by: 2).compactMap {
      UInt8(String(decoding: hex[$0..<($0 + 2)], as: UTF8.self), radix: 16)
    }
    digest = base64(bytes)
  }
}
