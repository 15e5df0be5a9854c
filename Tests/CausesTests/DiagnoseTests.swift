import Archives
import Causes
import Comparison
import Store
import Testing

struct DiagnoseTests {
  @Test(arguments: 0..<200)
  func losesNoDifference(seed: UInt64) {
    var state = seed
    let (expected, actual) = (inventory(&state), inventory(&state))
    let difference = compare(expected: expected, actual: actual)
    let diagnosis = diagnose(expected: expected, actual: actual, difference: difference)
    #expect(difference.isEmpty == (diagnosis.causes.isEmpty && diagnosis.unexplained.isEmpty))
    if diagnosis.unexplained.isEmpty { #expect(diagnosis.causes.allSatisfy { $0.confidence == .proven }) }
    #expect(diagnose(expected: actual, actual: actual).causes.isEmpty)
  }

  /// Some members with few names and values, so that all rules meet them.
  private func inventory(_ state: inout UInt64) -> Inventory {
    func random(_ count: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % count)
    }
    let names = ["./a", "a", "a/b", "/a", "./", "p/a", "p/", "__pycache__/x", "", "..", "a\n"]
    return Inventory(
      (0..<random(6)).map { _ in
        var member = InventoryMember(name: Array(names[random(11)].utf8), type: MemberType.allCases[random(4)])
        (member.mode, member.uid) = ([0o644, 0o664, 0o755, 0][random(4)], Int64(random(3)))
        member.modified = [nil, Timestamp(seconds: .max), Timestamp(seconds: .min), Timestamp(seconds: 1)][random(4)]
        member.userName = [nil, [], [0xFF]][random(3)]
        if member.type == .symlink || member.type == .hardlink { member.linkTarget = Array(names[random(11)].utf8) }
        if member.type == .file { member.contentDigest = ContentDigest(of: "\(random(2))") }
        return member
      })
  }
}
