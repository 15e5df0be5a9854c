/// All that the bytes of a zlib stream depend on besides the content (zlib.h, deflateInit2).
package struct ZlibParameters: Hashable, Sendable {
  /// Raw values are zlib's.
  package enum Strategy: Int32, Hashable, Sendable, CaseIterable {
    case standard = 0
    case filtered, huffmanOnly, rle, fixed
  }

  /// From 1 to 9: level 0 only stores.
  package var level: Int
  /// From 1 to 9; a block holds 2^(memLevel + 6) - 1 symbols.
  package var memLevel: Int
  package var strategy: Strategy

  package init(level: Int, memLevel: Int = 8, strategy: Strategy = .standard) {
    (self.level, self.memLevel, self.strategy) = (level, memLevel, strategy)
  }

  /// The symbols of a full block.
  static func blockSymbols(memLevel: Int) -> Int { 1 << (memLevel + 6) - 1 }
}
