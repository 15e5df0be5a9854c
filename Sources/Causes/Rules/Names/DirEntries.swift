import Archives
import Comparison

/// Folders are members on one side only, while their files are on both.
package struct DirEntries: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "dir-entries", meaning: "folders are members of their own on one side only",
    proof: "the members of these folders themselves are left out; what lies in them stays",
    fooledBy: "an empty folder that is really missing is not taken for this",
    fix: "make the list of members explicitly ('tar --no-recursion -T LIST'), or let the same tool make both")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    guard pair.hasUnmatched else { return [] }
    let (expected, actual) = (folders(of: pair.expected), folders(of: pair.actual))
    let entries = pair.unmatched.compactMap { difference -> [UInt8]? in
      guard let member = difference.expected ?? difference.actual, member.type == .directory else { return nil }
      let others = difference.kind == .missing ? actual : expected
      return isTop(member.plainName) || others.contains(member.plainName) ? member.plainName : nil
    }
    guard !entries.isEmpty else { return [] }
    let names = Set(entries)
    return [
      Observation(members: entries.count, evidence: ["only one side lists \(quoted(entries))"]) { inventory in
        inventory.mapMembers { $0.type == .directory && names.contains($0.plainName) ? nil : $0 }
      }
    ]
  }

  /// Each folder that some member lies in, directly or deeper.
  private func folders(of inventory: Inventory) -> Set<[UInt8]> {
    var folders: Set<[UInt8]> = []
    for member in inventory.members {
      var name = member.plainName[...]
      while let end = name.lastIndex(of: UInt8(ascii: "/")) {
        name = name[..<end]
        guard folders.insert(Array(name)).inserted else { break }
      }
    }
    return folders
  }

  private func isTop(_ name: [UInt8]) -> Bool { name.isEmpty || name == Array(".".utf8) }
}
