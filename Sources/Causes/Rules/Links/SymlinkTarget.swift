import Archives
import Comparison

/// Symbolic links lead to the same member, but say so differently: absolutely, relatively, or below a build folder.
package struct SymlinkTarget: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "symlink-target", meaning: "the targets of symbolic links are written differently",
    proof: "targets are written from the root, without the build folder that stands before one side's",
    fooledBy: "links that really lead elsewhere are told, but not proven",
    fix: "make relative links ('ln -sr'), and do not link into the build folder")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let links = pair.members(differingIn: .link).filter { $0.expected.type == .symlink && $0.actual.type == .symlink }
    guard let first = links.first else { return [] }
    let targets = [first.expected, first.actual].map { quoted([$0.linkTarget ?? []]) }
    let evidence = "\(quoted([first.expected.name])) leads to \(targets[0]) expected, to \(targets[1]) actual"
    let prefixes = Set(links.compactMap { folder(before: rooted($0.expected), rooted($0.actual)) })
    guard prefixes.count == 1, let prefix = prefixes.first else {
      return [Observation(members: links.count, evidence: [evidence], confidence: .possible)]
    }
    return [
      Observation(members: links.count, evidence: [evidence]) { inventory in
        inventory.mapMembers { member in
          guard member.type == .symlink else { return member }
          var member = member
          let target = rooted(member)
          member.linkTarget = joined(target.starts(with: prefix) ? Array(target.dropFirst(prefix.count)) : target)
          return member
        }
      }
    ]
  }

  /// What one target has before the whole of the other; nil when neither ends with the other.
  private func folder(before left: [ArraySlice<UInt8>], _ right: [ArraySlice<UInt8>]) -> [ArraySlice<UInt8>]? {
    let (longer, shorter) = left.count > right.count ? (left, right) : (right, left)
    guard !shorter.isEmpty, longer.suffix(shorter.count).elementsEqual(shorter) else { return nil }
    return Array(longer.dropLast(shorter.count))
  }
}

private let slash = UInt8(ascii: "/")

/// The parts of a link's target, seen from the root; only by the text, no link is followed.
private func rooted(_ link: InventoryMember) -> [ArraySlice<UInt8>] {
  let target = link.linkTarget ?? []
  var parts = target.first == slash ? [] : Array(link.name.split(separator: slash).dropLast())
  for part in target.split(separator: slash) where !part.elementsEqual(".".utf8) {
    if part.elementsEqual("..".utf8) {
      _ = parts.popLast()  // Above the root there is only the root.
    } else {
      parts.append(part)
    }
  }
  return parts
}

private func joined(_ parts: [ArraySlice<UInt8>]) -> [UInt8] { parts.flatMap { [slash] + $0 } }
