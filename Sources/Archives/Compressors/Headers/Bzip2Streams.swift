/// The number of bzip2 streams in a file, by the marks that they begin with; each begins at a whole byte.
///
/// Ten bytes that look like one by chance are not to be expected in any file.
package func bzip2Streams(_ input: ArchiveInput) throws(ArchiveError) -> Int {
  let source = InputSource(input)
  var (count, kept) = (0, [UInt8]())
  while let block = try source.nextBlock() {
    kept += block
    count += marks(in: kept)
    // A mark may lie across two blocks.
    kept = Array(kept.suffix(markSize - 1))
  }
  return count
}

private let markSize = 10

/// "BZh", a digit, and the number that each block begins with.
private func marks(in bytes: [UInt8]) -> Int {
  guard bytes.count >= markSize else { return 0 }
  return (0...bytes.count - markSize).count { start in
    bytes[start] == UInt8(ascii: "B") && bytes[start..<start + 3].elementsEqual("BZh".utf8)
      && (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(bytes[start + 3])
      && bytes[start + 4..<start + markSize].elementsEqual([0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
  }
}
