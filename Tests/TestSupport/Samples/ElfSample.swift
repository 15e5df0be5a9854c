/// A minimal ELF file: the header, the sections one after the other, their names and their headers.
package struct ElfSample: Sendable {
  /// A section with its content; `link` is the number of another one, the first being 1.
  package struct Section: Sendable {
    package var name: String
    package var content: [UInt8]
    package var link: Int

    package init(_ name: String, _ content: [UInt8], link: Int = 0) {
      (self.name, self.content, self.link) = (name, content, link)
    }
  }

  package var is64Bit = true
  package var isBigEndian = false
  package var sections: [Section]

  package init(_ sections: [Section]) { self.sections = sections }

  /// The content of a `.note.gnu.build-id` section.
  package func note(buildID: [UInt8]) -> [UInt8] {
    number(4, 4) + number(buildID.count, 4) + number(3, 4) + Array("GNU\0".utf8) + buildID
  }

  /// An unsigned number as the file has it.
  package func number(_ value: Int, _ width: Int) -> [UInt8] {
    let bytes = (0..<width).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    return isBigEndian ? bytes.reversed() : bytes
  }

  /// The whole file.
  package var bytes: [UInt8] {
    let all = sections + [Section(".shstrtab", Array(("\0" + names.joined()).utf8))]
    var (body, headers) = ([UInt8](), [[UInt8](repeating: 0, count: is64Bit ? 64 : 40)])
    var nameOffset = 1
    for section in all {
      headers.append(header(of: section, nameOffset: nameOffset, offset: headerSize + body.count))
      nameOffset += section.name.utf8.count + 1
      body += section.content
    }
    return fileHeader(sectionOffset: headerSize + body.count, count: headers.count) + body + headers.flatMap { $0 }
  }

  private var names: [String] { (sections.map(\.name) + [".shstrtab"]).map { $0 + "\0" } }
  private var headerSize: Int { is64Bit ? 64 : 52 }
  private var word: Int { is64Bit ? 8 : 4 }

  private func fileHeader(sectionOffset: Int, count: Int) -> [UInt8] {
    [0x7F, 0x45, 0x4C, 0x46, is64Bit ? 2 : 1, isBigEndian ? 2 : 1, 1] + [UInt8](repeating: 0, count: 9) + number(3, 2)
      + number(62, 2) + number(1, 4) + number(0, word) + number(0, word) + number(sectionOffset, word) + number(0, 4)
      + number(headerSize, 2) + number(0, 4) + number(is64Bit ? 64 : 40, 2) + number(count, 2) + number(count - 1, 2)
  }

  private func header(of section: Section, nameOffset: Int, offset: Int) -> [UInt8] {
    number(nameOffset, 4) + number(1, 4) + number(2, word) + number(0, word) + number(offset, word)
      + number(section.content.count, word) + number(section.link, 4) + number(0, 4) + number(1, word) + number(0, word)
  }
}
