/// One chunk of a PNG (ISO/IEC 15948, 5.3).
package struct PngChunk: Hashable, Sendable {
  /// Four letters, such as `IDAT`.
  package var type: ArraySlice<UInt8>
  package var data: ArraySlice<UInt8>
  /// The whole chunk in the file, with its length, type and checksum.
  package var range: Range<Int>

  /// The eight bytes that a PNG begins with.
  package static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// More chunks than any image has are not read.
  private static let chunkLimit = 200_000

  /// The chunks of a file, as far as they lie within it; nil for content that is no PNG.
  package static func chunks(of content: [UInt8]) -> [PngChunk]? {
    guard content.starts(with: signature) else { return nil }
    var (chunks, offset) = ([PngChunk](), UInt64(signature.count))
    while let length = content.integer(at: offset, width: 4, isBigEndian: true),
      let range = content.range(at: offset, count: length + 12)
    {
      guard chunks.count < chunkLimit else { return nil }
      let type = content[(range.lowerBound + 4)..<(range.lowerBound + 8)]
      chunks.append(
        PngChunk(type: type, data: content[(range.lowerBound + 8)..<(range.upperBound - 4)], range: range))
      offset = UInt64(range.upperBound)
    }
    return chunks
  }

  /// The keyword of a chunk that holds text: `tEXt`, `zTXt` or `iTXt`; nil for other chunks.
  package var keyword: ArraySlice<UInt8>? {
    guard ["tEXt", "zTXt", "iTXt"].contains(where: { type.elementsEqual($0.utf8) }),
      let end = data.prefix(80).firstIndex(of: 0)
    else { return nil }
    return data[..<end]
  }
}
