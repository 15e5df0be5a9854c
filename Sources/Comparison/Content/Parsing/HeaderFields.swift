/// Lines of the form `Name: value`, with lines that begin with a space continuing the one before.
///
/// That is what Python's metadata (RFC 822), Debian's control files and the manifests of jars have in common. In a
/// manifest a continuation goes on without its space (JAR File Specification); in the others it is a new line.
package struct HeaderFields: Hashable, Sendable {
  /// How a continuation line joins the value before it.
  package enum Folding: Sendable { case lines, joined }

  /// One name with its value.
  package struct Field: Hashable, Sendable {
    package var name: [UInt8]
    package var value: [UInt8]
  }

  /// Texts with more fields than this are not read.
  private static let fieldLimit = 200_000

  /// Groups of fields, with an empty line between them.
  package private(set) var sections: [[Field]] = []
  /// What follows the first empty line.
  package private(set) var body: ArraySlice<UInt8> = []

  /// Nil where a line is no field before the first empty line, or before the end for `joined`.
  package init?(_ content: [UInt8], folding: Folding) {
    var (rest, section, count) = (content[...], [Field](), 0)
    while !rest.isEmpty {
      let line = Self.takeLine(&rest)
      if line.isEmpty {
        if !section.isEmpty { sections.append(section) }
        section = []
        guard folding == .joined else {
          body = rest
          break
        }
      } else if line.first == 0x20 || line.first == 0x09 {
        guard !section.isEmpty else { return nil }
        section[section.count - 1].value += folding == .joined ? Array(line.dropFirst()) : [0x0A] + line
      } else {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex, count < Self.fieldLimit
        else { return nil }
        count += 1
        let value = line[(colon + 1)...]
        section.append(
          Field(name: Array(line[..<colon]), value: Array(value.first == 0x20 ? value.dropFirst() : value)))
      }
    }
    if !section.isEmpty { sections.append(section) }
    guard !sections.isEmpty else { return nil }
  }

  /// The next line without its ending, LF or CRLF.
  private static func takeLine(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
    let line = rest[..<end]
    rest = rest[min(end + 1, rest.endIndex)...]
    return line.last == 0x0D ? line.dropLast() : line
  }
}
