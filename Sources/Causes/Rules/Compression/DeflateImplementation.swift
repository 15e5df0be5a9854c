import Comparison

/// Different programs wrote the deflate streams.
package struct DeflateImplementation: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "deflate-implementation",
    meaning: "the same content was compressed by different programs, or versions of one",
    proof: "both streams are decompressed; which program wrote them is a guess from their structure",
    fooledBy: "two builds of zlib with other patches",
    fix: "pin the compressor and its version; or publish the digest of the plain archive, or store without compression")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    guard let difference = DeflateDifference(pair), !difference.isLevel else { return [] }
    return [difference.observation]
  }
}
