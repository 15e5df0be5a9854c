/// The extended header's content for what the ustar header can't hold; empty when it holds all.
///
/// Order and conditions are those of `TarInfo.create_pax_header` of Python 3.11.
func paxRecords(moving fields: inout TarFields, of header: MemberHeader) -> [UInt8] {
  var records: [(keyword: String, value: [UInt8])] = []
  for (keyword, value, width) in [
    ("path", fields.name, 100), ("linkpath", fields.linkTarget, 100), ("uname", fields.userName, 32),
    ("gname", fields.groupName, 32),
  ] where value.count > width || value.contains(where: { $0 >= 0x80 }) {
    records.append((keyword, value))
  }
  move(&fields.uid, "uid", digits: 7, to: &records)
  move(&fields.gid, "gid", digits: 7, to: &records)
  move(&fields.size, "size", digits: 11, to: &records)
  moveTime(&fields.modified, header.modified, to: &records)
  // A value that is no UTF-8 turns the whole header to bytes (POSIX pax, 'hdrcharset').
  let isBinary = records.contains { String(validating: $0.value, as: UTF8.self) == nil }
  let charset = isBinary ? record("hdrcharset", Array("BINARY".utf8)) : []
  return records.reduce(into: charset) { $0 += record($1.keyword, $1.value) }
}

private func move(
  _ field: inout Int64, _ keyword: String, digits: Int, to records: inout [(keyword: String, value: [UInt8])]
) {
  guard !fits(field, digits) else { return }
  records.append((keyword, Array(String(field).utf8)))
  field = 0
}

private func moveTime(
  _ field: inout Int64, _ time: Timestamp?, to records: inout [(keyword: String, value: [UInt8])]
) {
  guard let time else { return }
  if time.nanoseconds == 0 {
    field = time.seconds
    return move(&field, "mtime", digits: 11, to: &records)
  }
  // Python has st_mtime as a double: shortest text that reads back as it, and the nearest whole second, ties to even.
  let value = Double(time.seconds) + Double(time.nanoseconds) * 1e-9
  let rounded = Int64(exactly: value.rounded(.toNearestOrEven)) ?? -1
  field = fits(rounded, 11) ? rounded : 0
  records.append(("mtime", Array(value.description.utf8)))
}

/// Whether a field of so many octal digits holds the number.
func fits(_ value: Int64, _ digits: Int) -> Bool { value >= 0 && value < Int64(1) << (3 * digits) }

/// `LENGTH KEYWORD=VALUE` and a newline, where the length counts its own digits.
private func record(_ keyword: String, _ value: [UInt8]) -> [UInt8] {
  let rest = keyword.utf8.count + value.count + 3
  var length = rest
  while length != rest + String(length).count { length = rest + String(length).count }
  return Array("\(length) \(keyword)=".utf8) + value + Array("\n".utf8)
}
