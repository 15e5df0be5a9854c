import Archives
import Comparison

/// Members carry the numbers that the file system they were on gave them.
package struct InodeNumbers: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "inode-numbers", meaning: "members carry the numbers of the inodes and the device they were on, as cpio does",
    proof: "the numbers are left out; which members are links to one file is still compared",
    fooledBy: "nothing: no build can choose these numbers",
    fix: "GNU cpio '--reproducible' (from 2.12 on), or bsdtar '--format=odc', which counts anew")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let members = pair.members(differingIn: .attributes).filter { expected, actual in
      differingAttributes(expected, actual).contains(where: isOfInode)
    }
    guard !members.isEmpty else { return [] }
    let names = Set(members.flatMap { differingAttributes($0.expected, $0.actual).filter(isOfInode) })
      .sorted { $0.lexicographicallyPrecedes($1) }
    let evidence = "\(quoted(names)) of \(quoted(members.map(\.expected.name)))"
    return [
      Observation(members: members.count, evidence: [evidence]) { inventory in
        inventory.editingMembers { $0.attributes?.removeAll { isOfInode($0.name) } }
      }
    ]
  }
}

private func isOfInode(_ name: [UInt8]) -> Bool { name.starts(with: "inode".utf8) }
