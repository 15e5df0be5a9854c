/// When GNU gzip, from level 3 on, ends a block before its buffers are full (trees.c, ct_tally): at each 4,096 symbols it
/// asks whether the block compresses well and has few matches.
struct GnuGzipRule {
  /// In bytes of the content.
  let blockStart: Int
  /// Five bits and the extra bits of each distance.
  var distanceBits = 0
  private(set) var endsBlock = false

  init(blockStart: Int) { self.blockStart = blockStart }

  /// Asks after a symbol whose content begins at `symbolStart`.
  mutating func consider(_ block: DeflateStructure.Block, symbolStart: Int) {
    let compressed = (block.symbols * 8 + distanceBits) >> 3
    // From level 4 on gzip is one byte ahead, since it waits for a better match.
    let content = symbolStart + 1 - blockStart
    if block.matches < block.symbols / 2, compressed < content / 2 { endsBlock = true }
  }
}
