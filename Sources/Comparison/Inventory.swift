package import Archives
package import CanonicalJSON
package import Store

/// The members of an artifact in stored order, with their fields and digests.
///
/// It can be made from an archive, a folder, a tree or an mtree file; comparing is always inventory against inventory.
package struct Inventory: Hashable, Sendable {
  package private(set) var members: [InventoryMember]
  /// What this inventory knows of its members; a tree knows no time and no position.
  package var fields: Set<MemberField>
  /// What is known of the artifact as a whole, as reports show it: text in it is escaped; nil where only the members
  /// are known.
  package var container: [ContainerField: JSONValue]?

  /// Numbers the members: positions from 0, occurrences of each name from 1.
  package init(
    _ members: [InventoryMember], fields: Set<MemberField> = Set(MemberField.allCases),
    container: [ContainerField: JSONValue]? = nil
  ) {
    (self.members, self.fields, self.container) = (members, fields, container)
    var seen: [MemberKey: Int] = [:]
    seen.reserveCapacity(members.count)
    for index in members.indices {
      let key = MemberKey(name: members[index].matchedName)
      self.members[index].position = index
      self.members[index].occurrence = 1
      guard let count = seen.updateValue(1, forKey: key) else { continue }
      self.members[index].occurrence = count + 1
      seen[key] = count + 1
    }
  }

  /// Reads the members that `next` gives, one a call, until it gives nil.
  package init<Failure>(
    reading next: () throws(Failure) -> (header: MemberHeader, size: Int64, contentDigest: ContentDigest?)?
  ) throws(Failure) {
    var members: [InventoryMember] = []
    while let (header, size, contentDigest) = try next() {
      members.append(InventoryMember(header, size: size, contentDigest: contentDigest))
    }
    self.init(members)
  }

  /// The inventory with each member replaced by what `transform` makes of it; nil leaves the member out.
  package func mapMembers(_ transform: (InventoryMember) -> InventoryMember?) -> Inventory {
    Inventory(members.compactMap(transform), fields: fields, container: container)
  }

  /// The inventory with each member changed by `edit`, which leaves names alone: nothing is numbered again.
  package func editingMembers(_ edit: (inout InventoryMember) -> Void) -> Inventory {
    var result = self
    for index in result.members.indices { edit(&result.members[index]) }
    return result
  }
}

extension Inventory {
  /// The inventory without some fields of the artifact as a whole.
  package func without(_ fields: ContainerField...) -> Inventory {
    var result = self
    for field in fields { result.container?[field] = nil }
    return result
  }
}

/// What members of two inventories are matched by.
struct MemberKey: Hashable {
  var name: [UInt8]
  var occurrence = 1

  /// Takes the name as one block: arrays hash each byte on its own, which is the dearest step of a comparison.
  func hash(into hasher: inout Hasher) {
    name.withUnsafeBytes { hasher.combine(bytes: $0) }
    hasher.combine(occurrence)
  }
}
