import Comparison

/// The content was compressed by zstd with other parameters.
package struct ZstdParameters: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "zstd-parameters", meaning: "zstd was run with another window, or writes sizes or checksums on one side only",
    proof: "window, content size and checksum are left out; the content is decompressed and compared",
    fooledBy: "nothing, as the content is compared",
    fix: "pin version and level of zstd; use '--single-thread' on both sides, or '-T1' or more on both")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    .leavingOut([.zstdWindow, .zstdContentSize, .zstdChecksum], derived: [.compressed, .compressor], of: pair)
  }
}
