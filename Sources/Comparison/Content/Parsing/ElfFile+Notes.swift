extension ElfFile {
  /// Where the build id stands in the file: the description of a note of type 3 in `.note.gnu.build-id`.
  package func buildID(in content: [UInt8]) -> Range<Int>? {
    guard let section = section(named: ".note.gnu.build-id"), let range = section.range,
      let nameSize = content.integer(at: UInt64(range.lowerBound), width: 4, isBigEndian: isBigEndian),
      let size = content.integer(at: UInt64(range.lowerBound) + 4, width: 4, isBigEndian: isBigEndian),
      content.integer(at: UInt64(range.lowerBound) + 8, width: 4, isBigEndian: isBigEndian) == 3, nameSize == 4,
      let description = content.range(at: UInt64(range.lowerBound) + 16, count: size),
      description.upperBound <= range.upperBound,
      content[(range.lowerBound + 12)..<description.lowerBound].elementsEqual("GNU\0".utf8)
    else { return nil }
    return description
  }

  /// What `.gnu_debuglink` names: the file with the debug information.
  func debugLink(in content: [UInt8]) -> ArraySlice<UInt8>? {
    section(named: ".gnu_debuglink")?.range.map { content[$0].prefix { $0 != 0 } }
  }

  /// The programs that wrote parts of the file, from `.comment`.
  func comments(in content: [UInt8]) -> [ArraySlice<UInt8>] {
    section(named: ".comment")?.range.map { content[$0].prefix(65_536).split(separator: 0) } ?? []
  }

  /// The entries of the dynamic section that hold names, such as `RUNPATH`.
  func dynamicNames(in content: [UInt8]) -> [(tag: String, name: [UInt8])] {
    guard let section = section(named: ".dynamic"), let range = section.range,
      let names = self.section(number: section.link)?.range
    else { return [] }
    let width = is64Bit ? 8 : 4
    let tags: [UInt64: String] = [1: "NEEDED", 14: "SONAME", 15: "RPATH", 29: "RUNPATH"]
    var entries: [(tag: String, name: [UInt8])] = []
    for offset in stride(from: range.lowerBound, to: range.upperBound, by: 2 * width).prefix(10_000) {
      guard let tag = content.integer(at: UInt64(offset), width: width, isBigEndian: isBigEndian), tag != 0,
        let value = content.integer(at: UInt64(offset + width), width: width, isBigEndian: isBigEndian)
      else { break }
      if let word = tags[tag] { entries.append((word, text(at: value, in: names, of: content))) }
    }
    return entries
  }
}
