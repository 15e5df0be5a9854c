import Archives
import Comparison

/// All names begin with something that the other side lacks: `./`, `/` or a top folder.
package struct NamePrefix: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "name-prefix", meaning: "the members have the same names behind different beginnings",
    proof: "'./', a leading '/' or the one top folder is taken off all names",
    fooledBy: "a real rename of the top folder, such as that of another version",
    fix: "archive from the same folder in the same way, with 'tar -C FOLDER .' or one '--transform'")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    guard pair.hasUnmatched else { return [] }
    let prefixes = (expected: prefix(of: pair.expected), actual: prefix(of: pair.actual))
    guard prefixes.expected != prefixes.actual else { return [] }
    // One side may have a folder around all that is in the other's top folder.
    let choices = [prefixes, (expected: [], actual: prefixes.actual), (expected: prefixes.expected, actual: [])]
    guard let taken = choices.first(where: { matches(pair, without: $0) }) else { return [] }
    let both = [taken.expected, taken.actual].sorted { $0.count > $1.count }
    let shown = [taken.expected, taken.actual].map { $0.isEmpty ? "nothing" : quoted([$0]) }
    return [
      Observation(
        members: max(pair.expected.members.count, pair.actual.members.count),
        evidence: ["names begin with \(shown[0]) expected, with \(shown[1]) actual"]
      ) { inventory in
        inventory.mapMembers { member in
          var member = member
          member.name = stripped(member.name, of: both)
          if member.type == .hardlink { member.linkTarget = member.linkTarget.map { stripped($0, of: both) } }
          return member
        }
      }
    ]
  }

  /// Whether more than half of the members that have no counterpart get one by losing the beginnings of their names:
  /// names that have nothing in common don't become the same.
  private func matches(_ pair: InventoryPair, without prefixes: (expected: [UInt8], actual: [UInt8])) -> Bool {
    let both = [prefixes.expected, prefixes.actual].sorted { $0.count > $1.count }
    guard both[0] != both[1] else { return false }
    let names = Set(pair.actual.members.map { HashedName(stripped($0.plainName, of: both)) })
    let common = pair.expected.members.count { names.contains(HashedName(stripped($0.plainName, of: both))) }
    let unmatched = pair.difference.summary.missing + pair.difference.summary.extra
    return (pair.expected.members.count + pair.actual.members.count - 2 * common) * 2 < unmatched
  }
}

private let slash = UInt8(ascii: "/")

/// What all names begin with, a slash at its end; empty for nothing.
private func prefix(of inventory: Inventory) -> [UInt8] {
  guard let first = inventory.members.first?.name else { return [] }
  if first.first == slash { return common([slash], in: inventory) }
  let top = Array(first.prefix { $0 != slash }) + [slash]
  return common(top, in: inventory)
}

private func common(_ prefix: [UInt8], in inventory: Inventory) -> [UInt8] {
  let isCommon = inventory.members.allSatisfy { member in
    member.name.starts(with: prefix) || member.type == .directory && member.name + [slash] == prefix
  }
  return isCommon ? prefix : []
}

private func stripped(_ name: [UInt8], of prefixes: [[UInt8]]) -> [UInt8] {
  for prefix in prefixes where !prefix.isEmpty {
    if name.starts(with: prefix) { return Array(name.dropFirst(prefix.count)) }
    if name + [slash] == prefix { return [] }
  }
  return name
}
