/// A cpio with hexadecimal headers (cpio(5), 'New ASCII Format'); `size` is what the header claims.
func newcMember(_ name: String, _ content: String, size: Int? = nil, nameSize: Int? = nil, inode: Int = 1) -> [UInt8] {
  func hex(_ value: Int) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: max(0, 8 - digits.utf8.count)) + digits
  }
  let fields = [inode, 0o100644, 0, 0, 1, 1_700_000_000, size ?? content.utf8.count, 0, 0, 0, 0]
  let header = "070701" + (fields + [nameSize ?? name.utf8.count + 1, 0]).map(hex).joined() + name + "\u{0}"
  return padded(Array(header.utf8), to: 4) + padded(Array(content.utf8), to: 4)
}

let cpioTrailer = newcMember("TRAILER!!!", "")

/// A member of an ar; `size` is the text in its header.
func arMember(_ name: String, _ content: String, size: String? = nil) -> [UInt8] {
  let fields = [
    (name, 16), ("1700000000", 12), ("0", 6), ("0", 6), ("100644", 8), (size ?? "\(content.utf8.count)", 10),
  ]
  let header = fields.map { $0 + String(repeating: " ", count: $1 - $0.utf8.count) }.joined()
  let bytes = Array((header + "`\n" + content).utf8)
  return bytes.count % 2 == 0 ? bytes : bytes + [0x0A]
}

let arMagic = Array("!<arch>\n".utf8)

/// A gzip stream of stored blocks, with any fields in its header (RFC 1952).
func gzipBytes(
  _ content: [UInt8], name: [UInt8]? = nil, comment: [UInt8]? = nil, extra: [UInt8]? = nil, checksum: UInt32? = nil,
  size: UInt32? = nil, flags: UInt8 = 0, headerChecksum: UInt16? = nil
) -> [UInt8] {
  let flags = flags | (extra == nil ? 0 : 4) | (name == nil ? 0 : 8) | (comment == nil ? 0 : 16)
  var bytes: [UInt8] = [0x1F, 0x8B, 8, flags, 0, 0, 0, 0, 0, 3]
  if let extra { bytes += little(UInt64(extra.count), 2) + extra }
  for text in [name, comment] { if let text { bytes += text + [0] } }
  if flags & 2 != 0 { bytes += little(UInt64(headerChecksum ?? UInt16(truncatingIfNeeded: crc32(bytes))), 2) }
  var rest = content[...]
  repeat {
    let block = rest.prefix(65_535)
    rest = rest.dropFirst(block.count)
    let count = UInt64(block.count)
    bytes += [rest.isEmpty ? 1 : 0] + little(count, 2) + little(~count, 2) + block
  } while !rest.isEmpty
  return bytes + little(UInt64(checksum ?? crc32(content)), 4) + little(UInt64(size ?? UInt32(content.count)), 4)
}

/// An xz file that ends after the header of its first block, which asks for a dictionary (xz file format, 2 and 3).
func xzStart(dictionaryBits: UInt8) -> [UInt8] {
  let flags: [UInt8] = [0, 1]
  let header: [UInt8] = [2, 0, 0x21, 1, dictionaryBits, 0, 0, 0]
  return [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0] + flags + little(UInt64(crc32(flags)), 4) + header
    + little(UInt64(crc32(header)), 4) + [1, 0, 0, 0x61, 0]
}

/// A zstd frame with one raw block (RFC 8878, 3.1.1); the window is 2^(10 + `exponent`) bytes.
func zstdFrame(_ content: [UInt8], exponent: UInt8) -> [UInt8] {
  [0x28, 0xB5, 0x2F, 0xFD, 0, exponent << 3] + little(UInt64(content.count) << 3 | 1, 3) + content
}

/// An lzma file of 13 bytes of header and a few of content (lzma-file-format.txt).
func lzmaStart(dictionary: UInt32) -> [UInt8] {
  [0x5D] + little(UInt64(dictionary), 4) + [UInt8](repeating: 0xFF, count: 8) + [0, 0x18, 0, 0, 0, 0, 0, 0]
}

func little(_ value: UInt64, _ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
}

func crc32(_ bytes: [UInt8]) -> UInt32 {
  var sum: UInt32 = .max
  for byte in bytes {
    sum ^= UInt32(byte)
    for _ in 0..<8 {
      let isOdd = sum & 1 != 0
      sum >>= 1
      if isOdd { sum ^= 0xEDB8_8320 }
    }
  }
  return ~sum
}
