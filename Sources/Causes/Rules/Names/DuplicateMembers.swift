import Archives
import Comparison

/// A name occurs a different number of times on the two sides.
package struct DuplicateMembers: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "duplicate-members", meaning: "a name stands in the archive more often on one side",
    proof:
      "of each name only the last member is kept, which is what unpacking leaves; a link to itself leaves the file",
    fooledBy: "members of the same name with different content: readers that take the first one see another archive",
    fix: "archive each name once: check the list that is given to the archiver for folders named beside their files")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    guard pair.hasUnmatched else { return [] }
    let (expected, actual) = (counts(pair.expected), counts(pair.actual))
    let names = pair.unmatched.map { ($0.expected ?? $0.actual)?.plainName ?? $0.path }
    let duplicates = names.filter { expected[$0, default: 0] > 0 && actual[$0, default: 0] > 0 }
    guard let name = duplicates.first else { return [] }
    return [
      Observation(
        members: duplicates.count,
        evidence: [
          "\(quoted([name])) stands in expected \(times(expected[name])), in actual \(times(actual[name]))"
        ],
        transformation: keepingLast)
    ]
  }

  private func counts(_ inventory: Inventory) -> [[UInt8]: Int] {
    inventory.members.reduce(into: [:]) { $0[$1.plainName, default: 0] += 1 }
  }

  private func times(_ count: Int?) -> String { count == 1 ? "once" : "\(count ?? 0) times" }

  @Sendable private func keepingLast(_ inventory: Inventory) -> Inventory {
    var kept: [[UInt8]: Int] = [:]
    // GNU tar writes such a link when its list names a file a second time.
    for member in inventory.members where kept[member.plainName] == nil || !member.isLinkToItself {
      kept[member.plainName] = member.occurrence
    }
    return inventory.mapMembers { $0.occurrence == kept[$0.plainName] ? $0 : nil }
  }
}

extension InventoryMember {
  fileprivate var isLinkToItself: Bool { type == .hardlink && linkTarget == name }
}
