import CanonicalJSON
import Diagnostics

/// Programs and libraries: the header, sections by name, and what tells of the build.
struct ElfFormat: ValueListFormat {
  let name = "elf"
  let isText = false

  func matches(path: [UInt8]) -> Bool { true }

  func values(of content: [UInt8]) -> [FormatValue]? {
    guard let file = ElfFile(content), let sections = sections(of: file, content) else { return nil }
    return header(of: file) + build(of: file, content) + sections
  }

  private func header(of file: ElfFile) -> [FormatValue] {
    [
      FormatValue("class", .string("\(file.is64Bit ? 64 : 32)-bit, \(file.isBigEndian ? "big" : "little")-endian")),
      FormatValue("operating system", .integer(Int64(file.operatingSystem))),
      FormatValue("type", .integer(Int64(file.type))), FormatValue("machine", .integer(Int64(file.machine))),
      FormatValue("entry", shown(file.entry)), FormatValue("flags", shown(file.flags)),
    ]
  }

  private func build(of file: ElfFile, _ content: [UInt8]) -> [FormatValue] {
    let buildID = file.buildID(in: content).map { content[$0].map(hexadecimal).joined() }
    return (buildID.map { [FormatValue("build id", .string($0))] } ?? [])
      + (file.debugLink(in: content).map { [FormatValue("debug link", text: $0)] } ?? [])
      + file.comments(in: content).map { FormatValue("comment", text: $0) }
      + file.dynamicNames(in: content).map { FormatValue($0.tag, text: $0.name) }
  }

  /// The sections, and the bytes that belong to none; nil where sections overlap so much that they can't be real.
  private func sections(of file: ElfFile, _ content: [UInt8]) -> [FormatValue]? {
    let ranges = file.sections.compactMap(\.range)
    guard ranges.reduce(0, { $0 + $1.count }) <= 2 * content.count else { return nil }
    let buildID = file.buildID(in: content)
    let values = file.sections.dropFirst().compactMap { section -> FormatValue? in
      // A note that ends with the build id holds nothing else.
      if let buildID, let range = section.range, range.contains(buildID.lowerBound),
        buildID.upperBound == range.upperBound
      {
        return nil
      }
      let summary = section.range.map { JSONValue.summary(of: content[$0]) } ?? "no bytes in the file"
      return FormatValue("section \(pathText(section.name))", summary)
    }
    let placements = file.sections.dropFirst().map { section in
      let numbers = "type \(section.type), flags 0x\(String(section.flags, radix: 16))"
      return FormatValue(
        "section \(pathText(section.name)) header",
        .string("\(numbers), address 0x\(String(section.address, radix: 16))"))
    }
    return values + placements + [FormatValue("outside of sections", data: gaps(between: ranges, content))]
  }

  private func gaps(between ranges: [Range<Int>], _ content: [UInt8]) -> [UInt8] {
    var (gaps, end) = ([UInt8](), 0)
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > end { gaps += content[end..<range.lowerBound] }
      end = max(end, range.upperBound)
    }
    return gaps + content[end...]
  }

  private func shown(_ number: UInt64) -> JSONValue { .string("0x" + String(number, radix: 16)) }
}
