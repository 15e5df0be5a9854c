/// What a zip's local header and directory entry say of a member (APPNOTE 4.3.7, 4.3.12).
struct ZipRecord {
  let name: [UInt8]
  let isFolder: Bool
  private let isLink: Bool
  var size: Int64 = 0
  var compressedSize: Int64 = 0
  var checksum: UInt32 = 0
  private let mode: UInt32
  private let time: UInt16
  private let date: UInt16
  private let offset: Int64

  init(_ header: MemberHeader, offset: Int64) throws(ArchiveError) {
    guard header.type == .file || header.type == .directory || header.type == .symlink else {
      throw .unrepresentable(name: header.name, field: "type", format: "zip")
    }
    guard let (time, date) = dosTime(header.modified) else {
      throw .unrepresentable(name: header.name, field: "time", format: "zip")
    }
    guard header.name.count <= 0xFFFF else {
      throw .unrepresentable(name: header.name, field: "name", format: "zip")
    }
    (name, isFolder, isLink, self.offset) = (header.name, header.type == .directory, header.type == .symlink, offset)
    mode = header.mode
    (self.time, self.date) = (time, date)
  }

  var localHeader: [UInt8] {
    // Python decides by the size before compressing, with a twentieth for what does not compress.
    let isLarge = Double(size) * 1.05 > Double(zip64Limit)
    let extra = isLarge ? zip64Field([size, compressedSize]) : []
    let sizes = isLarge ? [0xFFFF_FFFF, 0xFFFF_FFFF] : [UInt32(compressedSize), UInt32(size)]
    return [0x50, 0x4B, 3, 4] + little(isLarge ? 45 : 20, 2) + fields(sizes: sizes, extra: extra) + name + extra
  }

  var directoryEntry: [UInt8] {
    let isLarge = max(size, compressedSize) > zip64Limit
    let large = (isLarge ? [size, compressedSize] : []) + (offset > zip64Limit ? [offset] : [])
    let extra = large.isEmpty ? [] : zip64Field(large)
    let version: UInt8 = large.isEmpty ? 20 : 45
    let sizes = isLarge ? [0xFFFF_FFFF, 0xFFFF_FFFF] : [UInt32(compressedSize), UInt32(size)]
    // 3 is Unix: the upper half of the attributes is its mode (APPNOTE 4.4.2, 4.4.15); 0x10 is a DOS folder.
    let type: UInt32 = isFolder ? 0o040000 : isLink ? 0o120000 : 0o100000
    let attributes = (mode | type) << 16 | (isFolder ? 0x10 : 0)
    return [0x50, 0x4B, 1, 2, version, 3] + little(UInt64(version), 2) + fields(sizes: sizes, extra: extra)
      + [UInt8](repeating: 0, count: 6)  // no comment, first disk, no internal attributes
      + little(UInt64(attributes), 4) + little(offset > zip64Limit ? 0xFFFF_FFFF : UInt64(offset), 4) + name + extra
  }

  /// The part that both records share: flags to the length of the extra field.
  private func fields(sizes: [UInt32], extra: [UInt8]) -> [UInt8] {
    // Flag 11: the name is UTF-8 (APPNOTE 4.4.4). Methods: 8 is deflate, 0 stored.
    let flags: UInt64 = name.contains { $0 >= 0x80 } ? 0x800 : 0
    return little(flags, 2) + little(isFolder ? 0 : 8, 2) + little(UInt64(time), 2) + little(UInt64(date), 2)
      + little(UInt64(checksum), 4) + sizes.flatMap { little(UInt64($0), 4) }
      + little(UInt64(name.count), 2) + little(UInt64(extra.count), 2)
  }
}

/// The end of the central directory, with zip64's records before it where a number needs them (APPNOTE 4.3.14 to 16).
func zipEnd(members: Int, directorySize: Int64, offset: Int64) -> [UInt8] {
  var result: [UInt8] = []
  if members > 0xFFFF || directorySize > zip64Limit || offset > zip64Limit {
    result += [0x50, 0x4B, 6, 6] + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 8)
    result += little(UInt64(members), 8) + little(UInt64(members), 8)
    result += little(UInt64(directorySize), 8) + little(UInt64(offset), 8)
    result += [0x50, 0x4B, 6, 7] + little(0, 4) + little(UInt64(offset + directorySize), 8) + little(1, 4)
  }
  let count = UInt64(min(members, 0xFFFF))
  return result + [0x50, 0x4B, 5, 6] + little(0, 4) + little(count, 2) + little(count, 2)
    + little(UInt64(min(directorySize, 0xFFFF_FFFF)), 4) + little(UInt64(min(offset, 0xFFFF_FFFF)), 4) + little(0, 2)
}

/// From here on Python writes numbers as zip64, half of what the 32-bit fields could hold.
private let zip64Limit = Int64(1) << 31 - 1

private func zip64Field(_ values: [Int64]) -> [UInt8] {
  little(1, 2) + little(UInt64(values.count * 8), 2) + values.flatMap { little(UInt64($0), 8) }
}

private func little(_ value: UInt64, _ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
}

/// Time and date as DOS has them, taken as UTC; nil before 1980 and after 2107 (APPNOTE 4.4.6).
private func dosTime(_ time: Timestamp?) -> (time: UInt16, date: UInt16)? {
  let seconds = time?.seconds ?? 315_532_800
  // 1980-01-01 and 2108-01-01.
  guard (315_532_800..<4_354_819_200).contains(seconds) else { return nil }
  let second = seconds % 86_400
  let (year, month, day) = civilDate(daysSince1970: seconds / 86_400)
  let clock = (second / 3600) << 11 | (second % 3600 / 60) << 5 | (second % 60) / 2
  return (UInt16(clock), UInt16((year - 1980) << 9 | month << 5 | day))
}

/// The Gregorian date of a day from 1970 on, counted in years that begin in March, so that leap days come last.
private func civilDate(daysSince1970: Int64) -> (year: Int64, month: Int64, day: Int64) {
  let days = daysSince1970 + 719_468  // since 0000-03-01
  let (era, dayOfEra) = (days / 146_097, days % 146_097)
  let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let shifted = (5 * dayOfYear + 2) / 153
  let month = shifted < 10 ? shifted + 3 : shifted - 9
  return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
}
