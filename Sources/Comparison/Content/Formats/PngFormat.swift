import Archives
import CanonicalJSON

/// Images: chunks by type, those with texts by their keyword.
struct PngFormat: ValueListFormat {
  let name = "png"
  let isText = false

  func matches(path: [UInt8]) -> Bool { true }

  func values(of content: [UInt8]) -> [FormatValue]? {
    guard let chunks = PngChunk.chunks(of: content) else { return nil }
    let end = chunks.last?.range.upperBound ?? PngChunk.signature.count
    return chunks.map(value) + (end < content.count ? [FormatValue("rest", data: content[end...])] : [])
  }

  private func value(of chunk: PngChunk) -> FormatValue {
    let type = pathText(chunk.type)
    if type == "tIME", let time = time(chunk.data) { return FormatValue(type, .string(time)) }
    if type == "tEXt", let keyword = chunk.keyword {
      return FormatValue("\(type) \(pathText(keyword))", text: chunk.data[(keyword.endIndex + 1)...])
    }
    return FormatValue(([type] + (chunk.keyword.map { [pathText($0)] } ?? [])).joined(separator: " "), data: chunk.data)
  }

  /// Year, month, day, hour, minute and second (ISO/IEC 15948, 11.3.6.1).
  private func time(_ data: ArraySlice<UInt8>) -> String? {
    guard data.count == 7 else { return nil }
    let numbers = [Int(data[data.startIndex]) << 8 | Int(data[data.startIndex + 1])] + data.dropFirst(2).map(Int.init)
    let date = zip(numbers.prefix(3), [4, 2, 2]).map { padded($0, $1) }.joined(separator: "-")
    return date + "T" + numbers.dropFirst(3).map { padded($0, 2) }.joined(separator: ":") + "Z"
  }
}
