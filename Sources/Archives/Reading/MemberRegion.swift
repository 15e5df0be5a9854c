import Diagnostics

/// What lies at an offset of an archive's plain bytes, in words: which member, and which part of it.
package func memberRegion(at offset: Int64, in input: ArchiveInput, limits: ReadingLimits) throws(ArchiveError)
  -> String
{
  var reader: ArchiveReader
  do throws(ArchiveError) { reader = try ArchiveReader(input, limits: limits) } catch {
    guard case .unknownFormat = error else { throw error }
    return "content"
  }
  var (last, end) = (MemberHeader?.none, Int64(0))
  while let header = try reader.nextMember() {
    guard let range = reader.headerRange else { return "a zip" }
    if offset < range.lowerBound, let last { return region(offset, behind: end, "'\(escaped(bytes: last.name))'") }
    if offset < range.upperBound {
      let field = reader.facts.format == .tar ? tarField(at: offset, headerEnd: range.upperBound) : nil
      return "\(field.map { "\($0) in the" } ?? "the") header of '\(escaped(bytes: header.name))'"
    }
    var size: Int64 = 0
    while let block = try reader.nextBlock() { size += Int64(block.count) }
    (last, end) = (header, range.upperBound + size)
    if offset < end { return "content of '\(escaped(bytes: header.name))'" }
  }
  return last.map { region(offset, behind: end, "'\(escaped(bytes: $0.name))'") } ?? "no member"
}

private func region(_ offset: Int64, behind end: Int64, _ name: String) -> String {
  offset - end < 512 ? "padding behind the content of \(name)" : "behind the last member \(name)"
}

/// The field of a ustar header (POSIX pax, 'ustar Interchange Format') that the offset lies in; nil in a header before it.
private func tarField(at offset: Int64, headerEnd: Int64) -> String? {
  let position = offset - (headerEnd - 512)
  guard position >= 0 else { return "an extended header" }
  return tarFields.last { $0.start <= position }?.name
}

private let tarFields: [(start: Int64, name: String)] = [
  (0, "name"), (100, "mode"), (108, "uid"), (116, "gid"), (124, "size"), (136, "mtime"), (148, "checksum"),
  (156, "type flag"), (157, "link name"), (257, "magic"), (263, "version"), (265, "user name"), (297, "group name"),
  (329, "device major"), (337, "device minor"), (345, "name prefix"), (500, "padding"),
]
