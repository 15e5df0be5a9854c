/// Documents: when and by what they were written, their identifier, and whether the rest is the same.
struct PdfFormat: ValueListFormat {
  let name = "pdf"
  let isText = false

  func matches(path: [UInt8]) -> Bool { true }

  func values(of content: [UInt8]) -> [FormatValue]? {
    guard let fields = PdfField.fields(of: content) else { return nil }
    var (rest, end) = ([UInt8](), 0)
    for field in fields {
      rest += content[end..<field.value.lowerBound]
      end = field.value.upperBound
    }
    return fields.map { FormatValue("/\($0.key.rawValue)", text: content[$0.value]) }
      + [FormatValue("everything else", data: rest + content[end...])]
  }
}
