/// A compressor that is recognised only by how its blocks are built; the raw value is its name in messages.
package enum DeflateFamily: String, Hashable, Sendable, CaseIterable {
  /// Another version than the one at hand, or one that was flushed on the way.
  case zlib = "another zlib"
  case zlibNG = "zlib-ng"
  case chromium = "Chromium zlib"
  case gnuGzip = "GNU gzip"
  case pigz
  case go = "Go compress/flate"
  case libdeflate
  case isaL = "ISA-L"
  case sevenZip = "7-Zip"
  case zopfli
}

extension DeflateFamily {
  /// The families whose streams look so; all that are not excluded, where no block is full.
  static func likely(for structure: DeflateStructure) -> Set<DeflateFamily> {
    let traits = Traits(structure)
    guard !traits.fullBlocks.isEmpty else { return Set(allCases.filter { traits.mayBe($0) }) }
    if traits.isCutLikePigz { return [.pigz] }
    let exact = exactFamilies(traits)
    return exact.isEmpty ? variableFamilies(traits) : exact
  }

  /// Those that end a block after a fixed number of symbols.
  private static func exactFamilies(_ traits: Traits) -> Set<DeflateFamily> {
    let counts = Set(traits.fullBlocks.map(\.symbols))
    if counts == [16384], !traits.hasShortMatches { return [.go] }
    // Level 1 of Go compresses pieces of that size, each to a block.
    if Set(traits.fullBlocks.map(\.plainCount)) == [65535], !traits.hasShortMatches { return [.go] }
    guard traits.farthest <= zlibReach else { return [] }
    if counts == [16383] { return traits.hasShortMatches ? [.zlib, .zlibNG] : [.zlibNG, .chromium] }
    if counts.allSatisfy({ $0 == 32767 || $0 % 4096 == 0 }) { return [.gnuGzip] }
    if counts.count == 1, (1...9).contains(where: { counts == [ZlibParameters.blockSymbols(memLevel: $0)] }) {
      return [.zlib]
    }
    // Level 1 of zlib-ng has one block of the fixed code for all of the content but its end.
    return traits.fullBlocks.map(\.type) == [.fixed] ? [.zlibNG] : []
  }

  /// Those that end a block where the statistics of the content change.
  private static func variableFamilies(_ traits: Traits) -> Set<DeflateFamily> {
    if traits.shortShare > 0.001 { return [.sevenZip, .zopfli, .libdeflate] }
    return traits.fullBlocks.allSatisfy { $0.symbols >= 60_000 } ? [.isaL, .libdeflate] : [.libdeflate]
  }

  /// zlib keeps a margin in its window of 32 KiB (deflate.h, MIN_LOOKAHEAD).
  private static let zlibReach = 32_768 - 262

  private struct Traits {
    var fullBlocks: [DeflateStructure.Block]
    var farthest: Int
    /// Of all matches, those of three bytes.
    var shortShare: Double
    /// In the only block, when it is the final one.
    var symbols: Int
    var isCutLikePigz: Bool

    init(_ structure: DeflateStructure) {
      fullBlocks = structure.fullBlocks
      farthest = structure.blocks.map(\.farthest).max() ?? 0
      let matches = structure.blocks.reduce(0) { $0 + $1.matches }
      shortShare = Double(structure.blocks.reduce(0) { $0 + $1.shortMatches }) / Double(max(1, matches))
      symbols = structure.blocks.map(\.symbols).max() ?? 0
      isCutLikePigz = structure.isCut(each: ZlibInBlocks.contentSize)
    }

    /// Measured: those that look for four bytes at once have up to 1 % by accident, the others 7 % and more.
    var hasShortMatches: Bool { shortShare > 0.02 }

    func mayBe(_ family: DeflateFamily) -> Bool {
      switch family {
      case .zlib, .gnuGzip: farthest <= zlibReach && symbols <= 32767
      case .zlibNG: farthest <= zlibReach
      case .chromium: farthest <= zlibReach && symbols <= 16383 && !hasShortMatches
      case .go: symbols <= 65535 && !hasShortMatches
      case .pigz: isCutLikePigz
      case .isaL: !hasShortMatches
      case .libdeflate, .sevenZip, .zopfli: true
      }
    }
  }
}

extension DeflateStructure {
  /// The blocks that the compressor ended by itself: a flush leaves an empty block, as may the end of the content.
  fileprivate var fullBlocks: [Block] {
    zip(blocks, blocks.dropFirst()).filter { $0.symbols > 0 && $1.plainCount > 0 }.map(\.0)
  }

  /// Whether blocks end at each multiple of `size` of the content, as far as it was decoded, and at one at least.
  func isCut(each size: Int) -> Bool {
    var (end, ends) = (0, Set<Int>())
    for block in blocks {
      end += block.plainCount
      if end > 0, end % size == 0 { ends.insert(end) }
    }
    let count = isComplete ? max(0, end - 1) / size : end / size
    return count > 0 && stride(from: size, through: count * size, by: size).allSatisfy(ends.contains)
  }
}
