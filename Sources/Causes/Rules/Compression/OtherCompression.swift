import CanonicalJSON
import Comparison

/// The compressed bytes differ, and nothing else tells why.
package struct OtherCompression: CauseRule {
  package init() {}

  package let description = Compressor.description

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let members = pair.members(differingIn: .compressed).count
    guard members > 0 || !pair.container([.compressed]).isEmpty else { return [] }
    let writers = [pair.expected, pair.actual].map { shown($0.container?[.compressor] ?? .null) }
    let evidence =
      writers[0] == writers[1]
      ? "what the streams unpack to is the same" : "written by \(writers[0]) expected, by \(writers[1]) actual"
    return [
      Observation(members: members, evidence: [evidence]) { inventory in
        inventory.without([.compressed, .compressor]).editingMembers { $0.compressed = nil }
      }
    ]
  }
}
