/// How the first blocks of a raw deflate stream are built, which tells what kind of compressor wrote it (RFC 1951).
package struct DeflateStructure: Hashable, Sendable {
  package enum BlockType: Int, Hashable, Sendable {
    case stored, fixed, dynamic
  }

  /// One whole block.
  package struct Block: Hashable, Sendable {
    package var type: BlockType
    /// The last one of the stream.
    package var isFinal: Bool
    /// Literals and matches, without the end of the block; 0 for a stored one.
    package var symbols = 0
    /// In bytes.
    package var plainCount = 0
    /// The greatest distance of a match in bytes; 0 without a match.
    package var farthest = 0
    package var matches = 0
    /// Matches of three bytes, the shortest that the format knows.
    package var shortMatches = 0
    /// Whether GNU gzip, from level 3 on, would have ended the block before its end.
    package var isLongForGnuGzip = false
  }

  /// How much is decoded: neither number comes from the stream.
  package struct Limits: Hashable, Sendable {
    /// In bytes; the stream is left after the block that reaches it, if that is not the first.
    package var plain: Int
    /// In bytes; the stream is left here, also within a block.
    package var plainInOneBlock: Int
    package var blocks: Int

    /// A block of zlib at its usual memLevel holds up to 16,383 matches of 258 bytes: 4 MiB.
    package static let standard = Limits(plain: 512 << 10, plainInOneBlock: 5 << 20, blocks: 8192)

    package init(plain: Int, plainInOneBlock: Int, blocks: Int) {
      (self.plain, self.plainInOneBlock, self.blocks) = (plain, plainInOneBlock, blocks)
    }
  }

  package private(set) var blocks: [Block] = []
  /// The decoded content, also that of a block whose end was not reached.
  package private(set) var plain: [UInt8] = []
  /// Whether the bytes contradict the format; `blocks` are those before.
  package private(set) var isDamaged = false
  /// The bytes that were decoded; the last one may be begun only.
  package private(set) var length = 0

  /// Whether the final block was seen to its end, so that `plain` is all there is.
  package var isComplete: Bool { blocks.last?.isFinal ?? false }

  /// Takes any bytes; what follows the final block is left alone.
  package init(_ compressed: [UInt8], limits: Limits = .standard) {
    compressed.withUnsafeBytes { decode($0, limits) }
  }

  private mutating func decode(_ bytes: UnsafeRawBufferPointer, _ limits: Limits) {
    var decoder = DeflateDecoder(bytes, plainLimit: limits.plainInOneBlock)
    do throws(DeflateStop) {
      while !isComplete, blocks.count < limits.blocks, decoder.plain.count < limits.plain || blocks.count < 2 {
        blocks.append(try decoder.nextBlock())
      }
    } catch { isDamaged = error == .damaged }
    plain = decoder.plain
    length = (decoder.bits.position + 7) / 8
  }
}
