/// The bytes of a PNG with these chunks; checksums are right, the image need not be one.
package func png(_ chunks: [(type: String, data: [UInt8])]) -> [UInt8] {
  chunks.reduce([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { bytes, chunk in
    let content = Array(chunk.type.utf8) + chunk.data
    return bytes + bigEndian(UInt32(chunk.data.count)) + content + bigEndian(checksum(content))
  }
}

private func bigEndian(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - $0 * 8)) } }

/// CRC-32 as ISO 3309 has it.
private func checksum(_ bytes: [UInt8]) -> UInt32 {
  ~bytes.reduce(~0) { checksum, byte in
    (0..<8).reduce(checksum ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
  }
}
