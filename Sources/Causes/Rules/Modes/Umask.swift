import Archives
import Comparison

/// All modes follow from one umask on each side, and the two differ.
package struct Umask: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "umask", meaning: "the two sides were built under different umasks",
    proof: "the bits that either umask takes away are cleared in all modes",
    fooledBy: "modes that were changed on purpose, where no single umask fits all",
    fix: "set 'umask 022' in the build, install with '-m', or archive with '--mode=go=rX,u+rw,a-s'")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let members = pair.members(differingIn: .mode)
    var masks: (expected: UInt32, actual: UInt32) = (0, 0)
    var modes: [(UInt32, UInt32, base: UInt32)] = []
    for (left, right) in members {
      guard let expected = left.mode, let actual = right.mode else { return [] }
      let base = base(of: left.type, expected | actual)
      masks = (masks.expected | base & ~expected, masks.actual | base & ~actual)
      modes.append((expected, actual, base))
    }
    guard !modes.isEmpty, (masks.expected | masks.actual) & 0o700 == 0,
      modes.allSatisfy({ $0.base & ~masks.expected == $0.0 && $0.base & ~masks.actual == $0.1 }),
      contradicting(masks, in: pair.expected) - modes.count < modes.count
    else { return [] }
    let cleared = masks.expected | masks.actual
    let evidence = "umask \(octal(masks.expected)) expected, \(octal(masks.actual)) actual"
    return [
      Observation(members: members.count, evidence: [evidence]) { inventory in
        inventory.editingMembers { $0.clearMode(cleared) }
      }
    ]
  }

  /// What a program asks for: 0777 for folders and for what can be run, else 0666.
  private func base(of type: MemberType, _ mode: UInt32) -> UInt32 {
    type == .directory || mode & 0o111 != 0 ? 0o777 : 0o666
  }

  /// The number of members whose mode the expected umask would make, and the actual one would make differently.
  private func contradicting(_ masks: (expected: UInt32, actual: UInt32), in inventory: Inventory) -> Int {
    inventory.members.count { member in
      guard let mode = member.mode, member.type == .file || member.type == .directory else { return false }
      let base = base(of: member.type, mode)
      return mode == base & ~masks.expected && mode != base & ~masks.actual
    }
  }
}

/// Four octal digits.
private func octal(_ mode: UInt32) -> String {
  let digits = String(mode, radix: 8)
  return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
}
