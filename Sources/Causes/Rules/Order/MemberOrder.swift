import Comparison

extension InventoryPair {
  /// The members that stand elsewhere.
  var movedMembers: [Difference] {
    differingFields.contains(.position) ? difference.differences.filter { $0.differs(in: .position) } : []
  }
}

/// How many members stand elsewhere, and some of their names.
func shownMoved(_ moved: [Difference]) -> String {
  "\(moved.count == 1 ? "1 member stands" : "\(moved.count) members stand") elsewhere: " + quoted(moved.map(\.path))
}

/// The inventory with its members in the order of the bytes of their names.
@Sendable func sortedByName(_ inventory: Inventory) -> Inventory {
  let names = inventory.members.map(\.plainName)
  // Sorting is stable, so that members of the same name keep their order; members are large, their indices small.
  let order = names.indices.sorted { names[$0].lexicographicallyPrecedes(names[$1]) }
  return Inventory(
    order.map { inventory.members[$0] }, fields: inventory.fields, container: inventory.container)
}

/// An order that programs sort names by.
enum Collation: String, CaseIterable {
  case bytes = "by the bytes of names"
  case folders = "folder by folder"
  case letters = "by name without regard to case"
  case capitals = "by name in capitals"
  case alphanumerics = "by name without regard to case and punctuation"

  /// Whether the members stand in this order; names that it takes for the same may follow each other either way.
  func sorts(_ inventory: Inventory) -> Bool {
    var last: [UInt8] = []
    for member in inventory.members {
      let key = key(of: member.plainName)
      guard !key.lexicographicallyPrecedes(last) else { return false }
      last = key
    }
    return true
  }

  private func key(of name: [UInt8]) -> [UInt8] {
    switch self {
    case .bytes: name
    // A folder's name ends before any longer one.
    case .folders: name.map { $0 == UInt8(ascii: "/") ? 0 : $0 }
    case .letters: name.map(lowercase)
    // 'sort -f' puts '_' behind the letters.
    case .capitals: name.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? $0 & 0xDF : $0 }
    case .alphanumerics: name.map(lowercase).filter { isAlphanumeric($0) || $0 >= 0x80 }
    }
  }
}

private func lowercase(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}

/// Whether a byte is an ASCII letter or digit.
func isAlphanumeric(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lowercase(byte))
}
