/// Searches the bytes that belong to nothing for what another reader might take for members or for the end.
struct ZipRegionScan {
  private(set) var findings: [ZipFinding] = []
  private let input: ArchiveInput
  private let window: InputWindow
  private let bound = 100

  init(_ input: ArchiveInput) { (self.input, window) = (input, InputWindow(input, blockSize: 512)) }

  /// Trailing bytes are told by themselves where they are not zero.
  mutating func search(_ region: ByteRegion, isTrailing: Bool = false) throws(ArchiveError) {
    var (offset, isZero) = (region.offset, true)
    while offset < region.end {
      let bytes = try input.bytes(at: offset, count: Int(min(region.end - offset, 64 << 10)))
      guard !bytes.isEmpty else { break }
      isZero = isZero && bytes.allSatisfy { $0 == 0 }
      try search(bytes, at: offset, before: region.end)
      // A signature may lie across two blocks.
      offset += Int64(bytes.count > 3 && offset + Int64(bytes.count) < region.end ? bytes.count - 3 : bytes.count)
    }
    guard isTrailing, !isZero else { return }
    add("archive.trailing-bytes", "\(region.size) bytes follow the end of the archive")
  }

  /// Searches an archive's comment, which begins at `offset`.
  mutating func search(_ comment: [UInt8], at offset: Int64) throws(ArchiveError) {
    try search(comment, at: offset, before: offset + Int64(comment.count))
  }

  private mutating func search(_ bytes: [UInt8], at offset: Int64, before end: Int64) throws(ArchiveError) {
    guard bytes.count >= 4, findings.count < bound else { return }
    for index in 0...(bytes.count - 4) where bytes[index] == 0x50 && bytes[index + 1] == 0x4B {
      try examine(Array(bytes[index..<index + 4]), at: offset + Int64(index), before: end)
      if findings.count >= bound { return }
    }
  }

  private mutating func examine(_ signature: [UInt8], at offset: Int64, before end: Int64) throws(ArchiveError) {
    switch signature {
    case ZipSignature.local:
      guard let local = try ZipLocalHeader(at: offset, in: window), isPlausible(local.header),
        local.length <= end - offset
      else { return }
      add(
        "zip.hidden-member", "the central directory doesn't list '\(shortened(local.header.name))' at offset \(offset)")
    case ZipSignature.central:
      guard let entry = try ZipCentralHeader(at: offset, before: end, in: window), isPlausible(entry.header)
      else { return }
      add(
        "zip.hidden-member",
        "an entry for '\(shortened(entry.header.name))' at offset \(offset) is outside of the central directory")
    case ZipSignature.end:
      guard let record = try ZipEnd(at: offset, in: window), record.directoryOffset <= offset,
        record.directorySize <= offset
      else { return }
      add("zip.two-ends", "there is another end record at offset \(offset)")
    default: return
    }
  }

  private func isPlausible(_ header: ZipHeader) -> Bool {
    !header.name.isEmpty && header.versionNeeded & 0xFF < 100 && header.method < 100
  }

  private mutating func add(_ code: String, _ text: String) { findings.append(ZipFinding(code: code, text: text)) }
}
