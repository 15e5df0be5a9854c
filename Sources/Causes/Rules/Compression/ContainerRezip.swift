import Comparison

/// Members that are archives themselves differ only by causes that are known.
package struct ContainerRezip: CauseRule {
  private let members: MemberSet?
  private let names: [[UInt8]]

  package static let description = CauseDescription(
    id: "container-rezip", meaning: "members that are archives themselves were made anew, and hold the same",
    proof: "the causes inside are taken away, after which the members hold the same",
    fooledBy: "nothing, as what is inside is compared; the causes inside are reported too",
    fix: "fix the step that makes the inner archives, by the advice for the causes inside")

  package init() { (members, names) = (nil, []) }

  /// The members of `inventory` whose insides differ by known causes only.
  init(_ explained: [InventoryMember], of inventory: Inventory) {
    (members, names) = (MemberSet(explained, of: inventory), explained.map(\.name))
  }

  package var description: CauseDescription { Self.description }

  package func observe(_ pair: InventoryPair) -> [Observation] {
    guard let members else { return [] }
    return [
      Observation(members: names.count, evidence: ["the same inside: \(quoted(names))"]) { inventory in
        inventory.editingMembers { member in
          guard members.contains(member) else { return }
          (member.content, member.size, member.compressed, member.inner) = (nil, nil, nil, nil)
        }
      }
    ]
  }
}
