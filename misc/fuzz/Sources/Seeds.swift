import Archives
import Glibc

/// Writes one file for each input to start from.
func writeSeeds(to folder: String) throws {
  for (index, seed) in try seeds().enumerated() {
    guard let file = fopen("\(folder)/seed-\(index)", "w") else { throw SeedsUnwritable(folder: folder) }
    seed.withUnsafeBytes { _ = fwrite($0.baseAddress, 1, $0.count, file) }
    guard fclose(file) == 0 else { throw SeedsUnwritable(folder: folder) }
  }
}

struct SeedsUnwritable: Error {
  var folder: String
}

private func seeds() throws -> [[UInt8]] {
  let archives = (try samples("a"), try samples("b"))
  var result: [[UInt8]] = []
  for (left, right) in zip(archives.0, archives.1) {
    result.append(seed([.tarChecksums], left, right))
    result.append(seed([], left, left))
  }
  let tars = (try tar(members("a")), try tar(members("b")))
  result.append(seed([.tarChecksums, .gzip], tars.0, tars.1))
  result.append(seed([.tarChecksums, .sharedStart], Array("behind the end".utf8), tars.1))
  result.append(seed([], texts[0], texts[1]))
  return result
}

private func seed(_ wishes: FuzzInput.Wishes, _ expected: [UInt8], _ actual: [UInt8]) -> [UInt8] {
  [wishes.rawValue, UInt8(truncatingIfNeeded: expected.count >> 8), UInt8(truncatingIfNeeded: expected.count)]
    + expected + actual
}

/// One of each kind of file.
private func samples(_ variant: String) throws -> [[UInt8]] {
  let plain = try tar(members(variant))
  let zipped = try zip(members(variant))
  let compressions: [Compression] = [.gzip(), .xz(), .zstd()]
  return [plain, zipped, newc(variant), odc(variant), ar(variant), sparse(variant)]
    + compressions.map { packed(plain, $0) }
    + [try tar([("inner.tar.gz", packed(plain, .gzip())), ("inner.zip", zipped)])]
}

private func members(_ variant: String) -> [(String, [UInt8])] {
  let json = #"{"built": "2023-11-1\#(variant == "a" ? 4 : 5)", "keys": [1, 2.50, null, "\#(variant)"]}"#
  return [
    ("text.txt", variant == "a" ? texts[0] : texts[1]), ("data.json", Array(json.utf8)),
    ("p.dist-info/RECORD", Array("p/a.py,sha256=\(variant)\(variant),12\np/b.py,,\n".utf8)),
    ("p/__pycache__/a.pyc", [0xA7, 0x0D, 0x0D, 0x0A, 0, 0, 0, 0, variant.utf8.first ?? 0, 1, 2, 3, 9, 0, 0, 0, 0x63]),
    ("SHA256SUMS", Array((String(repeating: variant, count: 64) + "  text.txt\n").utf8)),
    (String(repeating: "long/", count: 30) + variant, Array(variant.utf8)), ("empty", []),
  ]
}

private let texts: [[UInt8]] = [
  Array("one\ntwo 2023-11-14T10:00:00Z\n/build/a1b2/src/x.c\nid 3f2504e0-4f89-41d3-9a0c-0305e82c3301\n".utf8),
  Array("two 2024-01-02T03:04:05Z\r\none\r\n/home/c/src/x.c\r\nid 9b2504e0-4f89-41d3-9a0c-0305e82c3307\r\n".utf8),
]

private let time = Timestamp(seconds: 1_700_000_000)

private func header(of content: [UInt8], named name: String) -> MemberHeader {
  NormalForm.header(name, .file, mode: 0o644, modified: time, size: Int64(content.count))
}

private func tar(_ members: [(String, [UInt8])]) throws -> [UInt8] {
  let sink = MemorySink()
  var writer = TarWriter(to: sink)
  for (name, content) in members { try writer.add(header(of: content, named: name), content: content) }
  try writer.add(
    NormalForm.header("link", .symlink, mode: 0o777, modified: time, linkTarget: "../outside"), content: [])
  try writer.add(NormalForm.header("folder", .directory, mode: 0o755, modified: time), content: [])
  try writer.finish()
  return sink.bytes
}

private func zip(_ members: [(String, [UInt8])]) throws -> [UInt8] {
  let sink = MemorySink()
  var writer = ZipWriter(to: sink)
  for (name, content) in members { try writer.add(header(of: content, named: name), content: content) }
  try writer.finish()
  return sink.bytes
}

/// A cpio with hexadecimal headers (cpio(5), 'New ASCII Format').
private func newc(_ variant: String) -> [UInt8] {
  func number(_ value: Int) -> String { padded(String(value, radix: 16), 8) }
  return [("a.txt", "content \(variant)"), ("TRAILER!!!", "")].flatMap { name, content in
    let fields = [1, 0o100644, 0, 0, 1, 1_700_000_000, content.utf8.count, 0, 0, 0, 0, name.utf8.count + 1, 0]
    let header = filled(Array(("070701" + fields.map(number).joined() + name + "\u{0}").utf8), to: 4)
    return header + filled(Array(content.utf8), to: 4)
  }
}

/// A cpio with octal headers (POSIX pax, 'cpio Interchange Format').
private func odc(_ variant: String) -> [UInt8] {
  [("a.txt", "content \(variant)"), ("TRAILER!!!", "")].flatMap { name, content in
    let fields =
      [(0, 6), (1, 6), (0o100644, 6), (0, 6), (0, 6), (1, 6), (0, 6), (1_700_000_000, 11)]
      + [(name.utf8.count + 1, 6), (content.utf8.count, 11)]
    let header = "070707" + fields.map { padded(String($0.0, radix: 8), $0.1) }.joined()
    return Array((header + name + "\u{0}" + content).utf8)
  }
}

/// An ar as deb packages are.
private func ar(_ variant: String) -> [UInt8] {
  let members = [("debian-binary", "2.0\n"), ("long-name-of-a-member/", "content \(variant)")]
  return Array("!<arch>\n".utf8)
    + members.flatMap { name, content in
      let fields = [(name, 16), ("1700000000", 12), ("0", 6), ("0", 6), ("100644", 8), ("\(content.utf8.count)", 10)]
      let header = fields.map { String($0.0.prefix($0.1)) + String(repeating: " ", count: max(0, $0.1 - $0.0.count)) }
      return filled(Array((header.joined() + "`\n" + content).utf8), to: 2)
    }
}

/// A tar whose only member has holes (GNU tar manual, 'PAX Format, Version 0.1').
private func sparse(_ variant: String) -> [UInt8] {
  let records =
    ["GNU.sparse.name=holes", "GNU.sparse.size=5000"]
    + ["GNU.sparse.numblocks=2", "GNU.sparse.map=0,3,4000,3"]
  let extended = records.map { "\($0.utf8.count + 4) \($0)\n" }.joined()
  let content = filled(Array("abc\(variant)ef".utf8), to: 512)
  return header("paxheader", "x", extended.utf8.count) + filled(Array(extended.utf8), to: 512)
    + header("holes", "0", 6) + content + [UInt8](repeating: 0, count: 1024)
}

private func header(_ name: String, _ type: String, _ size: Int) -> [UInt8] {
  let text =
    name + String(repeating: "\u{0}", count: 100 - name.utf8.count)
    + "0000644\u{0}0000000\u{0}0000000\u{0}" + padded(String(size, radix: 8), 11) + "\u{0}14524770400\u{0}"
    + "        " + type + String(repeating: "\u{0}", count: 100) + "ustar\u{0}00"
  return withTarChecksums(filled(Array(text.utf8), to: 512))
}

private func padded(_ digits: String, _ width: Int) -> String {
  String(repeating: "0", count: max(0, width - digits.count)) + digits
}

private func filled(_ bytes: [UInt8], to unit: Int) -> [UInt8] {
  bytes + [UInt8](repeating: 0, count: (unit - bytes.count % unit) % unit)
}
