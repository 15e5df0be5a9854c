import Comparison

/// One program wrote both deflate streams, at different levels.
package struct DeflateLevel: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "deflate-level", meaning: "the same content was compressed by one program at different levels",
    proof: "both streams are decompressed; the level is that which writes the same bytes again",
    fooledBy: "short content, for which several levels and programs write the same bytes",
    fix: "name the level on both sides ('gzip -9', 'zip -9', Python 'compresslevel=9')")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    guard let difference = DeflateDifference(pair), difference.isLevel else { return [] }
    return [difference.observation]
  }
}
