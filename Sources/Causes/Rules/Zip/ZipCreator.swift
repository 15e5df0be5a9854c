import Archives
import Comparison

/// The zips name other programs or systems as those that wrote them.
package struct ZipCreator: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "zip-creator", meaning: "the zips were written by programs that follow other versions, or on other systems",
    proof: "versions, system and external attributes are left out; modes are still compared where both sides hold them",
    fooledBy: "nothing, as these fields say only who wrote the zip",
    fix: "use the same program on both sides, or set the fields in code (Python: 'ZipInfo.create_system = 3')")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let hasOtherMethods = !pair.members(differingIn: .method).isEmpty
    let members = pair.members(differingIn: .creator).filter {
      !followsFromMode($0.expected, $0.actual) && !(hasOtherMethods && followsFromMethod($0.expected, $0.actual))
    }
    guard !members.isEmpty else { return [] }
    let madeUp = members.filter {
      $0.expected.mode != $0.actual.mode && !($0.expected.holdsMode && $0.actual.holdsMode)
    }
    let withoutMode = MemberSet(madeUp.map(\.expected), of: pair.expected)
    let evidence = shownPairs("made by", pair.values(of: .creator))
    return [
      Observation(members: members.count, evidence: evidence + modes(madeUp.count)) { inventory in
        inventory.editingMembers { member in
          if withoutMode.contains(member) { member.mode = nil }
          member.zip?.dropCreator()
        }
      }
    ]
  }

  private func modes(_ count: Int) -> [String] {
    count == 0 ? [] : ["\(counted(count)) \(count == 1 ? "has" : "have") no mode on one side"]
  }

  /// Whether all that differs is the mark of text, which goes with the methods, or versions, which go with the member's.
  private func followsFromMethod(_ expected: InventoryMember, _ actual: InventoryMember) -> Bool {
    guard var left = expected.zip, var right = actual.zip else { return false }
    if left.method != right.method {
      (left.creatorVersion, left.versionNeeded) = (right.creatorVersion, right.versionNeeded)
    }
    left.internalAttributes &= ~1
    right.internalAttributes &= ~1
    return left.creatorFields == right.creatorFields
  }

  /// Whether all that differs is the mode, which the attributes hold too.
  private func followsFromMode(_ expected: InventoryMember, _ actual: InventoryMember) -> Bool {
    guard expected.mode != actual.mode, var left = expected.zip, var right = actual.zip else { return false }
    left.externalAttributes &= 0xFFFF
    right.externalAttributes &= 0xFFFF
    return left.creatorFields == right.creatorFields
  }
}

extension InventoryMember {
  /// Whether the zip holds a mode, and not only attributes of DOS (APPNOTE 4.4.2.2: 3 is Unix, 19 macOS).
  fileprivate var holdsMode: Bool {
    zip.map { [3, 19].contains($0.creatorSystem) && $0.externalAttributes >> 16 != 0 } ?? true
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
