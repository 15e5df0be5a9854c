/// The members' names as a zip's local headers hold them.
///
/// libarchive converts names that are flagged as UTF-8 to the locale and gives none where it can't; bytes are wanted here.
struct ZipNames {
  private let input: ArchiveInput
  /// Where each local header lies, in ascending order, as libarchive reads them; equal offsets are one member.
  private let offsets: [Int64]

  /// Nil where the central directory is not found or contradicts itself.
  init?(_ input: ArchiveInput) throws(ArchiveError) {
    guard let directory = try ZipDirectory(input), let offsets = directory.localHeaderOffsets() else { return nil }
    (self.input, self.offsets) = (input, Array(Set(offsets)).sorted())
  }

  /// The name of the member at `position`, from 1 on; nil where there is no local header.
  func name(at position: Int) throws(ArchiveError) -> [UInt8]? {
    guard offsets.indices.contains(position - 1) else { return nil }
    let header = try input.bytes(at: offsets[position - 1], count: 30 + 226)  // Most names fit into one read.
    guard header.count >= 30, header.starts(with: [0x50, 0x4B, 3, 4]) else { return nil }  // APPNOTE 4.3.7
    let count = Int(header.littleEndian(at: 26, bytes: 2))
    let name =
      count <= 226
      ? Array(header.dropFirst(30).prefix(count)) : try input.bytes(at: offsets[position - 1] + 30, count: count)
    return name.count == count ? name : nil
  }
}

/// The raw central directory of a zip.
private struct ZipDirectory {
  private let bytes: [UInt8]
  /// What precedes the zip in its file; offsets in the directory don't count it.
  private let prefix: Int64

  /// A directory above this size is not read: it would hold over a million members.
  private static let largest = 64 << 20

  init?(_ input: ArchiveInput) throws(ArchiveError) {
    guard let end = try Self.findEnd(input) else { return nil }
    guard end.size >= 0, end.size <= Int64(Self.largest), end.size <= end.position, end.offset >= 0,
      end.offset <= end.position - end.size
    else { return nil }
    bytes = try input.bytes(at: end.position - end.size, count: Int(end.size))
    prefix = end.position - end.size - end.offset
  }

  func localHeaderOffsets() -> [Int64]? {
    var (result, rest) = ([Int64](), bytes[...])
    while rest.count >= 46, rest.starts(with: [0x50, 0x4B, 1, 2]) {  // APPNOTE 4.3.12
      let entry = Array(rest.prefix(46))
      let (name, extra, comment) = (
        Int(entry.littleEndian(at: 28, bytes: 2)), Int(entry.littleEndian(at: 30, bytes: 2)),
        Int(entry.littleEndian(at: 32, bytes: 2))
      )
      guard rest.count >= 46 + name + extra + comment else { return nil }
      let fields = Array(rest.dropFirst(46 + name).prefix(extra))
      guard let offset = Self.offset(entry, extra: fields), offset <= .max - prefix else { return nil }
      result.append(offset + prefix)
      rest = rest.dropFirst(46 + name + extra + comment)
    }
    return rest.isEmpty ? result : nil
  }

  /// The 32-bit offset or, where that is all ones, the one of the zip64 field (APPNOTE 4.5.3).
  private static func offset(_ entry: [UInt8], extra: [UInt8]) -> Int64? {
    let offset = entry.littleEndian(at: 42, bytes: 4)
    guard offset == 0xFFFF_FFFF else { return Int64(offset) }
    var rest = extra[...]
    while rest.count >= 4 {
      let field = Array(rest.prefix(4))
      let size = Int(field.littleEndian(at: 2, bytes: 2))
      guard rest.count >= 4 + size else { return nil }
      if field.littleEndian(at: 0, bytes: 2) == 1 {
        let before = [20, 24].count { entry.littleEndian(at: $0, bytes: 4) == 0xFFFF_FFFF } * 8
        let value = Array(rest.dropFirst(4 + before).prefix(8))
        return value.count == 8 && size >= before + 8 ? Int64(exactly: value.littleEndian(at: 0, bytes: 8)) : nil
      }
      rest = rest.dropFirst(4 + size)
    }
    return nil
  }

  /// Size and offset of the directory, and where it ends, by the last end record (APPNOTE 4.3.16, 4.3.14).
  private static func findEnd(_ input: ArchiveInput) throws(ArchiveError) -> (
    size: Int64, offset: Int64, position: Int64
  )? {
    let start = max(0, input.size - (65_535 + 22))  // The comment has at most 65,535 bytes.
    let tail = try input.bytes(at: start, count: Int(input.size - start))
    guard tail.count >= 22,
      let index = (0...(tail.count - 22)).last(where: { tail[$0...].starts(with: [0x50, 0x4B, 5, 6]) })
    else { return nil }
    let record = Array(tail[index...].prefix(22))
    let (size, offset) = (record.littleEndian(at: 12, bytes: 4), record.littleEndian(at: 16, bytes: 4))
    let position = start + Int64(index)
    if index >= 20, tail[(index - 20)...].starts(with: [0x50, 0x4B, 6, 7]) {
      let locator = Array(tail[(index - 20)...].prefix(20))
      return try zip64End(input, at: locator.littleEndian(at: 8, bytes: 8))
    }
    return (Int64(size), Int64(offset), position)
  }

  private static func zip64End(
    _ input: ArchiveInput, at position: UInt64
  ) throws(ArchiveError) -> (size: Int64, offset: Int64, position: Int64)? {
    guard let position = Int64(exactly: position), position < input.size else { return nil }
    let record = try input.bytes(at: position, count: 56)
    guard record.count == 56, record.starts(with: [0x50, 0x4B, 6, 6]) else { return nil }
    guard let size = Int64(exactly: record.littleEndian(at: 40, bytes: 8)),
      let offset = Int64(exactly: record.littleEndian(at: 48, bytes: 8))
    else { return nil }
    return (size, offset, position)
  }
}

extension [UInt8] {
  /// An unsigned number as zip stores it; the caller has checked that it lies within the bytes.
  fileprivate func littleEndian(at offset: Int, bytes: Int) -> UInt64 {
    self[offset..<offset + bytes].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
