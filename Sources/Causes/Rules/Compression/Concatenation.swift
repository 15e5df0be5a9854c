import Comparison

/// The content is compressed in another number of pieces.
package struct Concatenation: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "concatenation", meaning: "the same content is compressed in another number of streams, one after the other",
    proof: "the streams are decompressed, and what they hold together is compared",
    fooledBy: "readers that stop after the first stream see only a part",
    fix: "use the same program on both sides; parallel ones such as pbzip2 write many streams")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    .leavingOut([.streams], derived: [.compressed, .compressor], of: pair)
  }
}
