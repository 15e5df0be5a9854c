import Comparison

/// The content was compressed by xz with other parameters.
package struct XzParameters: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "xz-parameters", meaning: "xz was run with another check, filter, dictionary or number of threads",
    proof: "check, filters and blocks are left out; the content is decompressed and compared",
    fooledBy: "nothing, as the content is compared",
    fix: "use one preset and one kind of threads: '-T1' writes another file than '-T2', '-T2' the same as '-T8' "
      + "with one '--block-size'; pin the version of liblzma")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    .leavingOut(
      [.xzCheck, .xzFilters, .xzBlocks, .lzmaProperties], derived: [.compressed, .compressor], of: pair)
  }
}
