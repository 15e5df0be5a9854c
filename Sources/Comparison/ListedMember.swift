/// A member by its place in a list that is kept anyway, so that pointing at it takes no memory for a copy.
struct ListedMember: Hashable, Sendable {
  private let list: [InventoryMember]
  private let index: Int

  init(_ list: [InventoryMember], at index: Int) { (self.list, self.index) = (list, index) }

  var member: InventoryMember { list[index] }

  static func == (left: Self, right: Self) -> Bool { left.member == right.member }

  func hash(into hasher: inout Hasher) { hasher.combine(member) }
}
