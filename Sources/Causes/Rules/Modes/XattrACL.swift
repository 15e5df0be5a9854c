import Archives
import Comparison

/// Members carry extended attributes, access control lists or flags of the file system they were built on.
package struct XattrACL: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "xattr-acl", meaning: "members carry attributes of the file system: extended ones, access lists or flags",
    proof: "these attributes are left out, except for capabilities, which change what a program may do",
    fooledBy: "attributes that ship on purpose",
    fix: "tar '--no-xattrs --no-acls --no-selinux'; bsdtar '--no-xattrs --no-acls --no-fflags'; "
      + "COPYFILE_DISABLE=1 on macOS")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let names = pair.members(differingIn: .attributes).map { expected, actual in
      (expected.name, differingAttributes(expected, actual).filter(isOfFileSystem))
    }
    .filter { !$0.1.isEmpty }
    guard !names.isEmpty else { return [] }
    let attributes = Set(names.flatMap(\.1)).sorted { $0.lexicographicallyPrecedes($1) }
    return [
      Observation(members: names.count, evidence: ["\(quoted(attributes)) of \(quoted(names.map(\.0)))"]) { inventory in
        inventory.editingMembers { $0.attributes?.removeAll { isOfFileSystem($0.name) } }
      }
    ]
  }
}

private func isOfFileSystem(_ name: [UInt8]) -> Bool {
  guard !name.elementsEqual("xattr.security.capability".utf8) else { return false }
  return name.starts(with: "xattr.".utf8) || name.starts(with: "acl.".utf8) || name.elementsEqual("flags".utf8)
}
