import Comparison

/// The extended headers of two pax archives have other names.
package struct PaxHeaderName: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "pax-header-name", meaning: "the extended headers of the tars are named otherwise, such as by a process number",
    proof: "the names of extended headers are left out; no program needs them",
    fooledBy: "nothing: the names say nothing of a member",
    fix: "tar '--pax-option=exthdr.name=%d/PaxHeaders/%f', or the same program on both sides")

  package func observe(_ pair: InventoryPair) -> [Observation] { .leavingOut([.paxNames], of: pair) }
}
