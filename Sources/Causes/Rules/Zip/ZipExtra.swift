import Archives
import Comparison

/// The members of a zip carry other extra fields.
package struct ZipExtra: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "zip-extra", meaning: "the zips hold different extra fields, which programs write as they like",
    proof: "the blocks that differ are left out, but none that changes a name or encrypts",
    fooledBy: "a block that some reader needs",
    fix: "write both with the same program; 'zip -X' leaves out what is not needed")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    guard pair.isZip else { return [] }
    let members = pair.members(differingIn: .extra).map { expected, actual in
      differingExtraFields(expected, actual).filter { !ZipExtraField.meaningful.contains($0) }
    }
    .filter { !$0.isEmpty }
    guard !members.isEmpty else { return [] }
    let ids = Set(members.flatMap { $0 })
    let blocks = ids.subtracting([0]).sorted().prefix(8).map(shown(extraField:))
    let evidence = blocks.isEmpty ? "the order of the blocks" : "blocks \(blocks.joined(separator: ", "))"
    return [
      Observation(members: members.count, evidence: [evidence]) { inventory in
        inventory.editingMembers { member in
          guard let zip = member.zip else { return }
          member.zip?.localExtra = left(of: zip.localExtra, without: ids)
          member.zip?.centralExtra = left(of: zip.centralExtra, without: ids)
        }
      }
    ]
  }
}

private func left(of blocks: [ZipExtraField], without ids: Set<UInt16>) -> [ZipExtraField] {
  blocks.filter { !ids.contains($0.id) }.sorted { $0.id < $1.id }
}
