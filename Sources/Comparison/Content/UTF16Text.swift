/// The UTF-8 bytes of a text in UTF-16 that begins with a byte order mark; nil for other content.
func utf8(decodingUTF16 content: [UInt8]) -> [UInt8]? {
  guard content.count >= 2, content.count.isMultiple(of: 2) else { return nil }
  let isBigEndian: Bool
  switch (content[0], content[1]) {
  case (0xFE, 0xFF): isBigEndian = true
  case (0xFF, 0xFE): isBigEndian = false
  default: return nil
  }
  let units = stride(from: 2, to: content.count, by: 2).map { index in
    let (first, second) = (UInt16(content[index]), UInt16(content[index + 1]))
    return isBigEndian ? first << 8 | second : second << 8 | first
  }
  return String(validating: units, as: UTF16.self).map { Array($0.utf8) }
}
