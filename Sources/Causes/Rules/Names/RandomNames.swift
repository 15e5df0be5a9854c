import Archives
import Comparison

/// Members have names that hold something random, such as those of temporary files.
package struct RandomNames: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "random-names", meaning: "parts of some names are random: temporary names, process ids, hashes",
    proof: "members whose names differ only in such parts, and that hold the same, are given the same name",
    fooledBy:
      "version numbers in names, which are not taken for random; files of one size with other content are told, but not proven",
    fix: "give files fixed names, or names made from their content; do not archive temporary files")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    var pairing = NamePairing(pair.unmatched)
    let (sameContent, sameSize) = (pairing.takeSameContent(), pairing.takeSameSize())
    var observations: [Observation] = []
    if !sameContent.isEmpty {
      let names = Dictionary(sameContent.map { ($0.actual, $0.expected) }, uniquingKeysWith: { first, _ in first })
      observations.append(
        Observation(members: sameContent.count, evidence: evidence(sameContent)) { renaming($0, by: names) })
    }
    if !sameSize.isEmpty {
      observations.append(
        Observation(
          members: sameSize.count, evidence: evidence(sameSize) + ["these have the same size, but hold other bytes"],
          confidence: .possible))
    }
    return observations
  }

  private func evidence(_ pairs: [NamePairing.Pair]) -> [String] {
    pairs.prefix(3).map { "\(quoted([$0.expected])) expected is \(quoted([$0.actual])) actual" }
      + (pairs.count > 3 ? ["and \(pairs.count - 3) more"] : [])
  }
}

/// The inventory with other names for some members, also where links lead to them.
private func renaming(_ inventory: Inventory, by names: [[UInt8]: [UInt8]]) -> Inventory {
  inventory.mapMembers { member in
    var member = member
    member.name = names[member.plainName] ?? member.name
    member.linkTarget = member.linkTarget.map { names[$0] ?? $0 }
    return member
  }
}
