import Archives
import Comparison

/// Holes of files are stored as such on one side only, or lie elsewhere.
package struct Sparse: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "sparse", meaning: "the archiver found other holes in files, which hold the same all the same",
    proof: "the map of where a file has data is left out; the content, with zeros for holes, is compared",
    fooledBy: "nothing, as the content is compared; it tells of the file system, not of the build",
    fix: "tar without '-S', bsdtar '--no-read-sparse', or 'cp --sparse=never' before")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let members = pair.members(differingIn: .attributes).filter { expected, actual in
      differingAttributes(expected, actual).contains(where: isSparseMap)
    }
    guard !members.isEmpty else { return [] }
    let evidence = "holes of \(quoted(members.map(\.expected.name)))"
    return [
      Observation(members: members.count, evidence: [evidence]) { inventory in
        inventory.editingMembers { $0.attributes?.removeAll { isSparseMap($0.name) } }
      }
    ]
  }
}

private func isSparseMap(_ name: [UInt8]) -> Bool { name.elementsEqual("sparse".utf8) }
