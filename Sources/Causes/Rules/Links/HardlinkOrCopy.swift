import Archives
import Comparison

/// A member is a hard link on one side and a file of its own on the other.
package struct HardlinkOrCopy: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "hardlink-or-copy", meaning: "files with the same content are hard links on one side and copies on the other",
    proof: "each hard link is replaced by a copy of the file that it leads to",
    fooledBy: "nothing, as the content is compared afterwards",
    fix: "archive without hard links ('tar --hard-dereference'), or sort the list so that links keep their direction")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let links = pair.members(differingIn: .type, .link).filter {
      let types = [$0.expected.type, $0.actual.type]
      return types.contains(.hardlink) && types.allSatisfy { $0 == .hardlink || $0 == .file }
    }
    guard !links.isEmpty else { return observeContentElsewhere(pair) }
    let onExpected = links.count { $0.expected.type == .hardlink }
    let onActual = links.count { $0.actual.type == .hardlink }
    let names = quoted(links.map(\.expected.name))
    return [
      Observation(
        members: links.count,
        evidence: ["\(names): \(counted(onExpected, "hard link")) expected, \(onActual) actual"],
        transformation: copyingLinks)
    ]
  }

  /// Some cpios give the content with the last of the links and others with each, a tar with the first.
  private func observeContentElsewhere(_ pair: InventoryPair) -> [Observation] {
    let targets = Set([pair.expected, pair.actual].flatMap { contentsOfLinks(in: $0).keys })
    guard !targets.isEmpty else { return [] }
    let links = pair.members(differingIn: .size, .content).filter { expected, _ in
      targets.contains(expected.name) || expected.linkTarget.map(targets.contains) ?? false
    }
    guard !links.isEmpty else { return [] }
    return [
      Observation(
        members: links.count,
        evidence: ["\(quoted(links.map(\.expected.name))): the content stands with another link to the same file"],
        transformation: copyingLinks)
    ]
  }

  /// The content that a link brings for a file that has none, by the name of the file.
  private func contentsOfLinks(in inventory: Inventory) -> [[UInt8]: InventoryMember] {
    var contents: [[UInt8]: InventoryMember] = [:]
    for member in inventory.members where member.type == .hardlink && member.size ?? 0 > 0 && member.content != nil {
      if let target = member.linkTarget { contents[target] = member }
    }
    guard !contents.isEmpty else { return [:] }
    for file in inventory.members where file.type == .file && file.size != 0 { contents[file.name] = nil }
    return contents
  }

  @Sendable private func copyingLinks(_ inventory: Inventory) -> Inventory {
    let contents = contentsOfLinks(in: inventory)
    // In stored order, as unpacking goes: a link leads to a member before it, which may have been a link itself.
    var files: [[UInt8]: InventoryMember] = [:]
    return inventory.mapMembers { member in
      var member = member
      if member.type == .file, let link = contents[member.name] {
        (member.size, member.content) = (link.size, link.content)
      }
      if member.type == .hardlink, let file = member.linkTarget.flatMap({ files[$0] }) {
        (member.type, member.linkTarget) = (.file, nil)
        (member.size, member.content) = (file.size, file.content)
      }
      if member.type == .file { files[member.name] = member }
      return member
    }
  }
}
