/// A compression format around other content; the raw value is its name in messages and reports.
package enum CompressionFormat: String, Sendable, Hashable, CaseIterable {
  case gzip, bzip2, xz, lzma, zstd
}

/// What a file is by its first bytes: compressed content, or an archive format.
package enum Container: Hashable, Sendable {
  case compressed(CompressionFormat)
  case zip, tar, cpio, ar
}

/// The container that `start` begins; 512 bytes are enough, nil when no magic number is known.
///
/// A tar of the seventh edition has no magic number, and a zip may follow other content: both give nil.
package func identifyContainer(_ start: [UInt8]) -> Container? {
  if let signature = signatures.first(where: { start.starts(with: $0.magic) }) { return signature.container }
  // POSIX.1-1988 and GNU tar both have 'ustar' at offset 257.
  if start.count >= 262, start[257..<262].elementsEqual("ustar".utf8) { return .tar }
  return isLzmaAlone(start) ? .compressed(.lzma) : nil
}

private let signatures: [(magic: [UInt8], container: Container)] = [
  ([0x1F, 0x8B], .compressed(.gzip)),  // RFC 1952, 2.3.1
  (Array("BZh".utf8), .compressed(.bzip2)),
  ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .compressed(.xz)),  // xz file format, 2.1.1.1
  ([0x28, 0xB5, 0x2F, 0xFD], .compressed(.zstd)),  // RFC 8878, 3.1.1
  (Array("PK".utf8) + [3, 4], .zip), (Array("PK".utf8) + [5, 6], .zip),  // APPNOTE 4.3.7, 4.3.16
  (Array("!<arch>\n".utf8), .ar),
  (Array("070701".utf8), .cpio), (Array("070702".utf8), .cpio), (Array("070707".utf8), .cpio),
  ([0xC7, 0x71], .cpio), ([0x71, 0xC7], .cpio),
]

/// Properties up to 224, a dictionary of 2^n or 2^n + 2^(n-1) bytes, a plausible size (lzma-file-format.txt, 1.1).
private func isLzmaAlone(_ start: [UInt8]) -> Bool {
  guard start.count >= 13, start[0] <= 224 else { return false }
  let dictionary = start[1..<5].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
  let size = start[5..<13].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
  let steps = dictionary.leadingZeroBitCount < 32 ? dictionary << UInt32(dictionary.leadingZeroBitCount) : 0
  return dictionary >= 4096 && (steps == 0x8000_0000 || steps == 0xC000_0000) && (size == .max || size < 1 << 38)
}
