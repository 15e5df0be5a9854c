import Archives
import Comparison
import Store

/// A file with ordinary fields, to be changed where a test needs it.
func file(_ name: String, _ content: String = "x", _ change: (inout InventoryMember) -> Void = { _ in })
  -> InventoryMember
{
  member(name, .file, mode: 0o644) {
    ($0.size, $0.contentDigest) = (Int64(content.utf8.count), ContentDigest(of: content))
    change(&$0)
  }
}

func directory(_ name: String, _ change: (inout InventoryMember) -> Void = { _ in }) -> InventoryMember {
  member(name, .directory, mode: 0o755, change)
}

func symlink(_ name: String, to target: String) -> InventoryMember {
  member(name, .symlink, mode: 0o777) { $0.linkTarget = Array(target.utf8) }
}

func hardlink(_ name: String, to target: String) -> InventoryMember {
  member(name, .hardlink, mode: 0o644) { $0.linkTarget = Array(target.utf8) }
}

private func member(
  _ name: String, _ type: MemberType, mode: UInt32, _ change: (inout InventoryMember) -> Void
) -> InventoryMember {
  var member = InventoryMember(name: Array(name.utf8), type: type)
  (member.mode, member.uid, member.gid) = (mode, 0, 0)
  (member.userName, member.groupName) = (Array("root".utf8), Array("root".utf8))
  member.modified = Timestamp(seconds: 1_700_000_000)
  change(&member)
  return member
}

/// Numbers that are the same in each run (SplitMix64).
struct RepeatableNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

extension InventoryMember {
  /// A member with any fields that an archive could give it, and a name of any bytes.
  static func random(using numbers: inout RepeatableNumbers, allowingNUL: Bool = true) -> InventoryMember {
    let type = MemberType.allCases.randomElement(using: &numbers) ?? .file
    let header = MemberHeader(
      name: randomBytes(using: &numbers, from: allowingNUL ? 0 : 1), type: type,
      mode: .random(in: 0...0o7777, using: &numbers), uid: .random(in: -2...3_000_000_000, using: &numbers),
      gid: .random(in: 0...100, using: &numbers), userName: randomBytes(using: &numbers),
      groupName: randomBytes(using: &numbers),
      modified: Bool.random(using: &numbers)
        ? nil
        : Timestamp(
          seconds: .random(in: -9_999_999_999...9_999_999_999, using: &numbers),
          nanoseconds: .random(in: 0...999_999_999, using: &numbers)),
      linkTarget: randomBytes(using: &numbers))
    let size = Int64.random(in: 0...Int64.max, using: &numbers)
    return InventoryMember(header, size: size, contentDigest: ContentDigest(of: "\(size)"))
  }

  private static func randomBytes(using numbers: inout RepeatableNumbers, from lowest: UInt8 = 0) -> [UInt8] {
    let interesting = Array("./\\#= \n\t*?[ab".utf8)
    return (0..<Int.random(in: 0...12, using: &numbers)).map { _ in
      Bool.random(using: &numbers)
        ? interesting.randomElement(using: &numbers) ?? 0x2E : .random(in: lowest...255, using: &numbers)
    }
  }
}
