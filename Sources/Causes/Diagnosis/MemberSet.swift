import Comparison

/// Some members of an inventory, by what they are matched by.
struct MemberSet: Sendable {
  private struct Key: Hashable {
    var name: HashedName
    var occurrence: Int
  }

  /// Nil stands for all members, which then need no look-up.
  private let keys: Set<Key>?

  /// Some members of `inventory`.
  init(_ members: some Collection<InventoryMember>, of inventory: Inventory) {
    keys =
      members.count == inventory.members.count
      ? nil : Set(members.map { Key(name: HashedName($0.matchedName), occurrence: $0.occurrence) })
  }

  func contains(_ member: InventoryMember) -> Bool {
    guard let keys else { return true }
    return keys.contains(Key(name: HashedName(member.matchedName), occurrence: member.occurrence))
  }
}
