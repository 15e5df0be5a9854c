/// Text in which no character means anything to HTML or XML, inside and outside of quotes, and of which each is allowed
/// there: what could move the cursor, hide or reorder text is shown as its escape.
func escapedForMarkup(_ text: String) -> String {
  let text = harmless(text)
  guard text.utf8.contains(where: { $0 >= 0x80 || meaning.contains($0) }) else { return text }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.utf8.count)
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "&"): bytes += Array("&amp;".utf8)
    case UInt8(ascii: "<"): bytes += Array("&lt;".utf8)
    case UInt8(ascii: ">"): bytes += Array("&gt;".utf8)
    case UInt8(ascii: "\""): bytes += Array("&quot;".utf8)
    case UInt8(ascii: "'"): bytes += Array("&#39;".utf8)
    default: bytes.append(byte)
    }
  }
  let result = String(decoding: bytes, as: UTF8.self)
  guard text.unicodeScalars.contains(where: isNoCharacter) else { return result }
  return result.unicodeScalars.map { isNoCharacter($0) ? "\\u{\(String($0.value, radix: 16))}" : String($0) }.joined()
}

private let meaning = Array("&<>\"'".utf8)

/// XML 1.0 section 2.2 leaves these two out.
private func isNoCharacter(_ scalar: Unicode.Scalar) -> Bool { scalar.value == 0xFFFE || scalar.value == 0xFFFF }
