/// Decodes the blocks of a raw deflate stream one after the other (RFC 1951, 3.2).
///
/// Not zlib's inflate, which does not tell a block's symbols and distances.
struct DeflateDecoder {
  private(set) var bits: BitReader
  private(set) var plain: [UInt8] = []
  private let limit: Int

  init(_ bytes: UnsafeRawBufferPointer, plainLimit: Int) { (bits, limit) = (BitReader(bytes), plainLimit) }

  mutating func nextBlock() throws(DeflateStop) -> DeflateStructure.Block {
    let start = plain.count
    let isFinal = try bits.take(1) == 1
    guard let type = DeflateStructure.BlockType(rawValue: try bits.take(2)) else { throw .damaged }
    var block = DeflateStructure.Block(type: type, isFinal: isFinal)
    switch type {
    case .stored: try copyStored()
    case .fixed: try decode(&block, fixedLiterals, fixedDistances)
    case .dynamic:
      let (literals, distances) = try takeTables()
      try decode(&block, literals, distances)
    }
    block.plainCount = plain.count - start
    return block
  }

  private mutating func copyStored() throws(DeflateStop) {
    bits.alignToByte()
    let count = try bits.take(16)
    guard try bits.take(16) == ~count & 0xFFFF else { throw .damaged }
    guard count <= limit - plain.count else { throw .cut }
    plain += try bits.takeBytes(count)
  }

  private mutating func decode(
    _ block: inout DeflateStructure.Block, _ literals: HuffmanTable?, _ distances: HuffmanTable?
  ) throws(DeflateStop) {
    guard let literals, let distances else { throw .damaged }
    var gnuGzip = GnuGzipRule(blockStart: plain.count)
    while true {
      let symbol = try bits.take(literals)
      guard symbol != 256 else { return }
      if gnuGzip.endsBlock { block.isLongForGnuGzip = true }
      guard plain.count < limit else { throw .cut }
      let start = plain.count
      if symbol < 256 {
        plain.append(UInt8(truncatingIfNeeded: symbol))
      } else {
        gnuGzip.distanceBits += try copyMatch(symbol - 257, distances, &block)
      }
      block.symbols += 1
      if block.symbols % 4096 == 0 { gnuGzip.consider(block, symbolStart: start) }
    }
  }

  /// Returns what GNU gzip reckons for the distance in bits.
  private mutating func copyMatch(
    _ symbol: Int, _ distances: HuffmanTable, _ block: inout DeflateStructure.Block
  ) throws(DeflateStop) -> Int {
    guard symbol < lengthBases.count else { throw .damaged }
    let length = Int(lengthBases[symbol]) + (try bits.take(Int(lengthExtraBits[symbol])))
    let distanceSymbol = try bits.take(distances)
    guard distanceSymbol < distanceBases.count else { throw .damaged }
    let distance = Int(distanceBases[distanceSymbol]) + (try bits.take(Int(distanceExtraBits[distanceSymbol])))
    guard distance <= plain.count else { throw .damaged }
    for index in (plain.count - distance)..<(plain.count - distance + length) { plain.append(plain[index]) }
    block.farthest = max(block.farthest, distance)
    block.matches += 1
    block.shortMatches += length == 3 ? 1 : 0
    return 5 + Int(distanceExtraBits[distanceSymbol])
  }

  /// The codes at the start of a dynamic block (RFC 1951, 3.2.7).
  private mutating func takeTables() throws(DeflateStop) -> (HuffmanTable?, HuffmanTable?) {
    let literalCount = try bits.take(5) + 257
    let distanceCount = try bits.take(5) + 1
    let codeCount = try bits.take(4) + 4
    guard literalCount <= 286, distanceCount <= 30 else { throw .damaged }
    var codeLengths = [UInt8](repeating: 0, count: 19)
    for index in 0..<codeCount { codeLengths[Int(codeLengthOrder[index])] = UInt8(try bits.take(3)) }
    guard let code = HuffmanTable(lengths: codeLengths) else { throw .damaged }
    var lengths: [UInt8] = []
    while lengths.count < literalCount + distanceCount { try takeLengths(code, into: &lengths) }
    guard lengths.count == literalCount + distanceCount else { throw .damaged }
    return (HuffmanTable(lengths: lengths[..<literalCount]), HuffmanTable(lengths: lengths[literalCount...]))
  }

  private mutating func takeLengths(_ code: HuffmanTable, into lengths: inout [UInt8]) throws(DeflateStop) {
    let symbol = try bits.take(code)
    switch symbol {
    case 16:
      guard let last = lengths.last else { throw .damaged }
      lengths += repeatElement(last, count: 3 + (try bits.take(2)))
    case 17: lengths += repeatElement(0, count: 3 + (try bits.take(3)))
    case 18: lengths += repeatElement(0, count: 11 + (try bits.take(7)))
    default: lengths.append(UInt8(symbol))
    }
  }
}

// RFC 1951, 3.2.5 to 3.2.7.
private let lengthBases: [UInt16] = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
]
private let lengthExtraBits: [UInt8] = [
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
]
private let distanceBases: [UInt16] = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
]
private let distanceExtraBits: [UInt8] = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
]
private let codeLengthOrder: [UInt8] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
private let fixedLiterals = HuffmanTable(
  lengths: (0..<288).map { symbol in symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8 })
private let fixedDistances = HuffmanTable(lengths: [UInt8](repeating: 5, count: 30))
