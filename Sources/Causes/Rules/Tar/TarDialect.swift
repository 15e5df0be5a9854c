import Comparison

/// The headers of the tars are of other dialects.
package struct TarDialect: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "tar-dialect", meaning: "the tars are written in different dialects: ustar, GNU or pax",
    proof: "the dialect is left out; what the headers say is still compared",
    fooledBy: "one member with a long name or large number, for which some programs change the dialect",
    fix: "name the dialect on both sides: tar '--format=posix' or '--format=ustar', bsdtar '--format', cpio '-H'")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    pair.isOfOneFormat ? .leavingOut([.dialect], derived: [.paxNames], of: pair) : []
  }
}
