import Archives
import CanonicalJSON

/// A gzip stream: the fields of its header, and whether the compressed data is the same (RFC 1952, 2.3).
struct GzipFormat: ValueListFormat {
  let name = "gzip"
  let isText = false

  func matches(path: [UInt8]) -> Bool { true }

  func values(of content: [UInt8]) -> [FormatValue]? {
    // Longer names and comments than this are no use to anyone.
    guard let header = GzipHeader(Array(content.prefix(1 << 18))) else { return nil }
    let time = header.modified == 0 ? JSONValue.null : .string(Timestamp(seconds: Int64(header.modified)).text)
    let trailer = content.count >= header.length + 8 ? 8 : 0
    return [
      FormatValue("time", time), FormatValue("extra flags", .integer(Int64(header.extraFlags))),
      FormatValue("operating system", .integer(Int64(header.operatingSystem))),
    ] + (header.name.map { [FormatValue("name", text: $0)] } ?? [])
      + (header.comment.map { [FormatValue("comment", text: $0)] } ?? [])
      + (header.extraField.map { [FormatValue("extra field", data: $0)] } ?? [])
      + [
        FormatValue("compressed data", data: content[header.length...].dropLast(trailer)),
        FormatValue("checksum and size", data: content.suffix(trailer)),
      ]
  }
}
