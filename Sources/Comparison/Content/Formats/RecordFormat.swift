import CanonicalJSON
import Diagnostics

/// `RECORD` of a wheel: the rows by path, their order, and how lines end.
struct RecordFormat: ValueListFormat {
  let name = "record"
  let isText = true

  func matches(path: [UInt8]) -> Bool { path.hasEnding(".dist-info/RECORD") }

  func values(of content: [UInt8]) -> [FormatValue]? {
    guard let rows = RecordRow.rows(of: content) else { return nil }
    return rows.map { FormatValue(pathText($0.path), text: $0.hash + [UInt8(ascii: ",")] + $0.size) }
      + [FormatValue("line endings", .string(lineEndings(of: content)))]
  }

  private func lineEndings(of content: [UInt8]) -> String {
    let lines = content.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
    let count = lines.count { $0.last == 0x0D }
    return count == 0 ? "LF" : count == lines.count ? "CRLF" : "\(count) of \(lines.count) CRLF"
  }
}

/// Bytes as the name of a value; what is no text is written as `\xNN`.
func pathText(_ bytes: some Sequence<UInt8>) -> String {
  let bytes = Array(bytes)
  return String(validating: bytes, as: UTF8.self) ?? escaped(bytes: bytes)
}
