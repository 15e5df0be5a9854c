/// Makes text that comes from outside harmless to print: what could move the cursor, hide or reorder text is written
/// as `\n`, `\t`, `\\` or `\u{…}`.
///
/// Covers C0, DEL and C1 controls (0x9B starts a terminal command), bidirectional overrides and isolates, zero-width
/// characters and the byte order mark.
package func escaped(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: { replacement(for: $0) != nil }) else { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if let replacement = replacement(for: scalar) {
      result.append(contentsOf: replacement.unicodeScalars)
    } else {
      result.append(scalar)
    }
  }
  return String(result)
}

/// The same for bytes that need not be UTF-8: what is no valid text is written as `\xNN`.
package func escaped(bytes: some Sequence<UInt8>) -> String {
  var rest = Array(bytes)[...]
  var result = ""
  while !rest.isEmpty {
    var (decoder, iterator) = (UTF8(), rest.makeIterator())
    if case .scalarValue(let scalar) = decoder.decode(&iterator) {
      result += escaped(String(scalar))
      rest = rest.dropFirst(UTF8.width(scalar))
    } else {
      result += "\\x" + hexadecimal(rest.removeFirst())
    }
  }
  return result
}

/// Two lower-case hexadecimal digits.
package func hexadecimal(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16)
  return byte < 16 ? "0" + digits : digits
}

private func replacement(for scalar: Unicode.Scalar) -> String? {
  switch scalar.value {
  case 0x0A: "\\n"
  case 0x0D: "\\r"
  case 0x09: "\\t"
  case 0x5C: "\\\\"
  case 0x00...0x1F, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF, 0x061C:
    "\\u{" + String(scalar.value, radix: 16) + "}"
  default: nil
  }
}
