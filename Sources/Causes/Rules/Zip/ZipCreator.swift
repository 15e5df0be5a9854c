import Archives
import Comparison

/// The zips name other programs or systems as those that wrote them.
package struct ZipCreator: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "zip-creator", meaning: "the zips were written by programs that follow other versions, or on other systems",
    proof: "versions, system and external attributes are left out; modes are still compared",
    fooledBy: "nothing, as these fields say only who wrote the zip",
    fix: "use the same program on both sides, or set the fields in code (Python: 'ZipInfo.create_system = 3')")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let members = pair.members(differingIn: .creator).filter { !followsFromMode($0.expected, $0.actual) }
    guard !members.isEmpty else { return [] }
    return [
      Observation(members: members.count, evidence: shownPairs("made by", pair.values(of: .creator))) { inventory in
        inventory.editingMembers { $0.zip?.dropCreator() }
      }
    ]
  }

  /// Whether all that differs is the mode, which the attributes hold too.
  private func followsFromMode(_ expected: InventoryMember, _ actual: InventoryMember) -> Bool {
    guard expected.mode != actual.mode, var left = expected.zip, var right = actual.zip else { return false }
    left.externalAttributes &= 0xFFFF
    right.externalAttributes &= 0xFFFF
    return left.creatorFields == right.creatorFields
  }
}

extension ZipFields {
  fileprivate var creatorFields: [UInt32] {
    [
      UInt32(creatorVersion), UInt32(creatorSystem), UInt32(versionNeeded), UInt32(internalAttributes),
      externalAttributes,
    ]
  }

  fileprivate mutating func dropCreator() {
    (creatorVersion, creatorSystem, versionNeeded) = (0, 0, 0)
    (internalAttributes, externalAttributes) = (0, 0)
  }
}
