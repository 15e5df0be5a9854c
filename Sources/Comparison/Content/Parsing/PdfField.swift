/// An entry of a PDF that tells when, by what and as which file it was written (ISO 32000-1, 14.3.3 and 14.4).
package struct PdfField: Hashable, Sendable {
  /// Which entries are looked for.
  package enum Key: String, Sendable, CaseIterable {
    case creationDate = "CreationDate"
    case modificationDate = "ModDate"
    case identifier = "ID"
    case producer = "Producer"
    case creator = "Creator"
  }

  package var key: Key
  /// The bytes of the value between its brackets.
  package var value: Range<Int>

  /// Names that could be entries beyond this number are not looked at, since a value is searched for behind each.
  private static let nameLimit = 10_000

  /// The entries in the order of the file, those in compressed objects excepted; nil for content that is no PDF.
  package static func fields(of content: [UInt8]) -> [PdfField]? {
    guard content.starts(with: "%PDF-".utf8) else { return nil }
    var (fields, index, names) = ([PdfField](), 0, 0)
    while let slash = content[index...].firstIndex(of: UInt8(ascii: "/")), names < nameLimit {
      index = slash + 1
      let name = content[index...].prefix(20).prefix { $0.isAlphanumeric }
      guard let key = Key.allCases.first(where: { name.elementsEqual($0.rawValue.utf8) }) else { continue }
      names += 1
      guard let value = value(in: content, at: name.endIndex) else { continue }
      fields.append(PdfField(key: key, value: value))
      index = value.upperBound
    }
    return fields
  }

  /// The value that begins at an offset, spaces before it skipped; nil for other than strings and arrays, and for long ones.
  private static func value(in content: [UInt8], at offset: Int) -> Range<Int>? {
    let start = content[offset...].prefix(16).firstIndex { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    guard let start else { return nil }
    let closing: UInt8
    switch content[start] {
    case UInt8(ascii: "("): closing = UInt8(ascii: ")")
    case UInt8(ascii: "["): closing = UInt8(ascii: "]")
    case UInt8(ascii: "<"): closing = UInt8(ascii: ">")
    default: return nil
    }
    var isEscaped = false
    for index in (start + 1)..<min(start + 257, content.count) {
      if !isEscaped, content[index] == closing { return (start + 1)..<index }
      isEscaped = !isEscaped && content[index] == UInt8(ascii: "\\")
    }
    return nil
  }
}
