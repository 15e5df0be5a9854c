import Comparison
import Testing

@testable import Causes

/// How many names are looked at to find those that are random in parts, which must not grow with the square of them.
struct NamePairingTests {
  @Test func twentyThousandRenamedMembersAreAllFound() {
    let pairs = (0..<20_000).map { (named("p/tmp\(hex($0, 7))", "one"), named("p/tmp\(hex($0, 9))", "one")) }
    let pair = InventoryPair(expected: Inventory(pairs.map(\.0)), actual: Inventory(pairs.map(\.1)))
    #expect(pair.unmatched.count == 40_000)
    let observations = RandomNames().observe(pair)
    #expect(observations.map(\.members) == [20_000])
    #expect(
      observations.first?.evidence == [
        "'p/tmp7x00000' expected is 'p/tmp9x04e1f' actual", "'p/tmp7x00001' expected is 'p/tmp9x04e1e' actual",
        "'p/tmp7x00002' expected is 'p/tmp9x04e1d' actual", "and 19997 more",
      ])
    var pairing = NamePairing(pair.unmatched)
    #expect(pairing.takeSameContent().count == 20_000)
    #expect(pairing.takeSameSize().count == 0)
    #expect(pairing.comparisons == 20_000)
  }

  @Test func namesThatNeverAnswerToEachOtherAreGivenUp() {
    // Of one mask and content, but versions.
    let members = (0..<2).map { side in
      (0..<20_000).map { named("v\(side).\($0 / 10_000).\($0 % 10_000)", "one") }
    }
    var pairing = NamePairing(
      InventoryPair(expected: Inventory(members[0]), actual: Inventory(members[1])).unmatched)
    #expect(pairing.takeSameContent().count + pairing.takeSameSize().count == 0)
    #expect(pairing.comparisons < 2 * 201_000)
  }

  private func named(_ name: String, _ content: String) -> InventoryMember {
    file(name) { $0.hold(content) }
  }

  /// Five digits behind one that tells the sides apart.
  private func hex(_ number: Int, _ side: Int) -> String {
    let digits = String(number, radix: 16)
    return "\(side)x" + String(repeating: "0", count: 5 - digits.utf8.count) + digits
  }
}
