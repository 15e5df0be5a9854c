import Comparison

/// The gzip header holds the name of the file that was compressed, or other text.
package struct GzipName: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "gzip-name", meaning: "the gzip header holds the name of the file that was compressed, or another text",
    proof: "name, comment and extra field of the gzip header are left out",
    fooledBy: "an extra field that a reader needs, such as the index of a BGZF file",
    fix: "'gzip -n', or compress from standard input")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    .leavingOut([.gzipName, .gzipComment, .gzipExtraField], of: pair)
  }
}
