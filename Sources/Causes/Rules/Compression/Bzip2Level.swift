import Comparison

/// The content was compressed by bzip2 at another level.
package struct Bzip2Level: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "bzip2-level", meaning: "bzip2 was run at another level, which is the size of its blocks",
    proof: "the level in the header is left out; the content is decompressed and compared",
    fooledBy: "nothing, as the content is compared",
    fix: "name the level on both sides ('bzip2 -9')")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    .leavingOut([.bzip2Level], derived: [.compressed, .compressor], of: pair)
  }
}
