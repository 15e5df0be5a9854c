import Comparison
import Diagnostics

/// A cause that was found in the contents of members, as their examination tells.
///
/// The examination applied the transformation to the bytes; here it only has to be taken into account: a content is the
/// same once all causes are taken away that explain it.
package struct ContentCauseRule: CauseRule {
  package let description: CauseDescription

  init(_ description: CauseDescription) { self.description = description }

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let id = description.id
    let members = pair.members(differingIn: .content).compactMap {
      member -> (name: [UInt8], key: MemberKey, [String])? in
      let causes = member.expected.examination?.causes.filter { $0.id == id } ?? []
      guard !causes.isEmpty else { return nil }
      return (member.expected.name, MemberKey(member.expected), causes.flatMap(\.evidence))
    }
    guard !members.isEmpty else { return [] }
    var evidence = members.prefix(3).flatMap { name, _, lines in
      lines.prefix(4).map { "'\(escaped(bytes: name))': \($0)" }
    }
    if members.count > 3 { evidence.append("and \(members.count - 3) more") }
    let keys = Set(members.map(\.key))
    return [
      Observation(members: members.count, evidence: evidence) { inventory in
        inventory.mapMembers { keys.contains(MemberKey($0)) ? $0.without(id) : $0 }
      }
    ]
  }
}

/// What members of two inventories are matched by.
struct MemberKey: Hashable {
  var name: [UInt8]
  var occurrence: Int

  init(_ member: InventoryMember) { (name, occurrence) = (member.plainName, member.occurrence) }
}

extension InventoryMember {
  /// The member with a cause taken from what explains its content, and without the content when that was all.
  fileprivate func without(_ cause: String) -> InventoryMember {
    guard var left = examination else { return self }
    left.causes.removeAll { $0.id == cause }
    var member = self
    member.examination = left
    return left.causes.isEmpty && left.isExplained ? member.withoutContent : member
  }

  /// The member without its content and what follows from it.
  var withoutContent: InventoryMember {
    var member = self
    (member.content, member.size, member.compressed, member.inner) = (nil, nil, nil, nil)
    return member
  }
}
