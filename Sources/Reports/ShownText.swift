import CanonicalJSON
import Diagnostics

/// A name in quotes, escaped, and cut where it is too long to be read.
func shownName(_ name: [UInt8], limit: Int = 200) -> String {
  let head = shortened(name, limit: limit)
  return "'\(escaped(bytes: head))" + (head.count < name.count ? "…' (\(name.count - head.count) more bytes)" : "'")
}

/// Bytes cut between two characters of UTF-8, if they are longer than `limit`.
func shortened(_ bytes: [UInt8], limit: Int) -> ArraySlice<UInt8> {
  guard bytes.count > limit else { return bytes[...] }
  var end = limit
  // A character has at most three bytes that continue it.
  while end > max(0, limit - 3), bytes[end] & 0xC0 == 0x80 { end -= 1 }
  return bytes[..<end]
}

/// The value of a field in a word or two; a digest is cut to so many of its digits.
func shownValue(_ value: JSONValue, limit: Int = 100, digits: Int = 12) -> String {
  let text =
    switch value {
    case .null: "none"
    case .string(let text): text.isEmpty ? "empty" : harmless(text)
    default: harmless(value.line)
    }
  if text.hasPrefix("sha256:"), text.utf8.count == 71 { return text.prefix(7 + digits) + (digits < 64 ? "…" : "") }
  return cut(text, at: limit)
}

/// Text without what comes after so many characters, which is counted.
func cut(_ text: String, at limit: Int) -> String {
  // Counting bytes costs nothing, and there are as many characters at most.
  guard text.utf8.count > limit, case let count = text.unicodeScalars.count, count > limit else { return text }
  return String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit))) + "… (\(count - limit) more characters)"
}

/// Text whose names are escaped already, without anything that escaping would still find: a second line of defence for
/// what other modules have put together.
func harmless(_ text: String) -> String {
  // Nearly all text is printable ASCII, in which nothing is found.
  if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
  return text.unicodeScalars.split(separator: "\\", omittingEmptySubsequences: false)
    .map { escaped(String($0)) }.joined(separator: "\\")
}

/// `1 byte`, `2 bytes`.
func count(_ number: some BinaryInteger, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
