/// The header and the sections of an ELF file (System V ABI, "Object Files").
package struct ElfFile: Hashable, Sendable {
  /// A section as its header has it; numbers are those of the file, whether or not they make sense.
  package struct Section: Hashable, Sendable {
    package var name: [UInt8]
    package var type: UInt64
    package var flags: UInt64
    package var address: UInt64
    /// Where the content lies in the file; nil for one that takes no room there or does not lie within it.
    package var range: Range<Int>?
    /// The number of the section that this one refers to.
    package var link: UInt64
  }

  package var is64Bit: Bool
  package var isBigEndian: Bool
  package var operatingSystem: UInt8
  package var type: UInt64
  package var machine: UInt64
  package var entry: UInt64
  package var flags: UInt64
  /// In the order of the file.
  package private(set) var sections: [Section] = []

  /// More sections than any linker writes are not read.
  private static let sectionLimit = 65_536

  /// Nil for content that is no ELF, or whose section headers do not lie within it.
  package init?(_ content: [UInt8]) {
    guard content.count >= 52, content.starts(with: [0x7F, 0x45, 0x4C, 0x46]), (1...2).contains(content[4]),
      (1...2).contains(content[5])
    else { return nil }
    (is64Bit, isBigEndian, operatingSystem) = (content[4] == 2, content[5] == 2, content[7])
    let reader = ElfReader(content: content, is64Bit: is64Bit, isBigEndian: isBigEndian)
    let word = is64Bit ? 8 : 4
    guard let type = reader.integer(16, 2), let machine = reader.integer(18, 2), let entry = reader.integer(24, word),
      let flags = reader.integer(24 + 3 * UInt64(word), 4), let table = reader.table
    else { return nil }
    (self.type, self.machine, self.entry, self.flags) = (type, machine, entry, flags)
    guard table.count <= Self.sectionLimit else { return nil }
    var nameOffsets: [UInt64] = []
    for index in 0..<table.count {
      guard let header = reader.section(at: table.offset + index * table.entrySize) else { return nil }
      sections.append(header.section)
      nameOffsets.append(header.name)
    }
    guard let names = section(number: table.names)?.range else { return }
    for index in sections.indices {
      sections[index].name = text(at: nameOffsets[index], in: names, of: content)
    }
  }

  /// The section of a number; nil where there is none.
  package func section(number: UInt64) -> Section? {
    guard let index = Int(exactly: number), sections.indices.contains(index) else { return nil }
    return sections[index]
  }

  /// The first section of a name.
  package func section(named name: String) -> Section? { sections.first { $0.name.elementsEqual(name.utf8) } }

  /// The text that ends with NUL at an offset of a string table, at most 256 bytes of it.
  func text(at offset: UInt64, in table: Range<Int>, of content: [UInt8]) -> [UInt8] {
    guard let offset = Int(exactly: offset), offset < table.count else { return [] }
    return Array(content[(table.lowerBound + offset)..<table.upperBound].prefix(256).prefix { $0 != 0 })
  }
}

/// Reads numbers where the header says which way round and how wide they are.
private struct ElfReader {
  let content: [UInt8]
  let is64Bit: Bool
  let isBigEndian: Bool

  func integer(_ offset: UInt64, _ width: Int) -> UInt64? {
    content.integer(at: offset, width: width, isBigEndian: isBigEndian)
  }

  /// Where the section headers are; an offset of 0 means that there are none.
  var table: (offset: UInt64, entrySize: UInt64, count: UInt64, names: UInt64)? {
    let base: UInt64 = is64Bit ? 58 : 46
    guard let offset = integer(is64Bit ? 40 : 32, is64Bit ? 8 : 4), let entrySize = integer(base, 2),
      let count = integer(base + 2, 2), let names = integer(base + 4, 2)
    else { return nil }
    guard offset != 0 else { return (0, 0, 0, 0) }
    guard entrySize >= (is64Bit ? 64 : 40), let first = section(at: offset) else { return nil }
    // Numbers that don't fit the header stand in the first section's (e_shnum, e_shstrndx).
    let allCount = count == 0 ? first.size : count
    let (size, overflows) = allCount.multipliedReportingOverflow(by: entrySize)
    guard !overflows, content.range(at: offset, count: size) != nil else { return nil }
    return (offset, entrySize, allCount, names == 0xFFFF ? first.section.link : names)
  }

  func section(at offset: UInt64) -> (name: UInt64, size: UInt64, section: ElfFile.Section)? {
    let word = is64Bit ? 8 : 4
    let step = UInt64(word)
    guard content.range(at: offset, count: is64Bit ? 64 : 40) != nil, let name = integer(offset, 4),
      let type = integer(offset + 4, 4), let flags = integer(offset + 8, word),
      let address = integer(offset + 8 + step, word), let start = integer(offset + 8 + 2 * step, word),
      let size = integer(offset + 8 + 3 * step, word), let link = integer(offset + 8 + 4 * step, 4)
    else { return nil }
    // A section of type 8 (NOBITS) takes no room in the file.
    let range = type == 8 || type == 0 ? nil : content.range(at: start, count: size)
    let section = ElfFile.Section(name: [], type: type, flags: flags, address: address, range: range, link: link)
    return (name, size, section)
  }
}
