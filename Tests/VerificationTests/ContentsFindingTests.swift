import Archives
import Causes
import Comparison
import Store
import SystemPackage
import TestSupport
import Testing
import Verification

/// What the check `contents` says of members that differ, when their contents are in the store and when they are not.
@Suite(.temporaryFolder)
struct ContentsFindingTests {
  private let store: ContentStore

  init() throws { store = try ContentStore(at: TemporaryFolder.path.appending("store")) }

  /// An inventory as a committed one is: names, sizes and digests; contents go to the store unless they are lost.
  private func inventory(_ files: [(name: String, content: String)], isLost: Bool = false) throws -> Inventory {
    let members = try files.map { name, content in
      var member = InventoryMember(name: Array(name.utf8), type: .file)
      let bytes = Array(content.utf8)
      (member.size, member.contentDigest) = (Int64(bytes.count), ContentDigest(of: bytes))
      if !isLost { try store.save(bytes) }
      return member
    }
    return Inventory(members, fields: [.name, .type, .size, .content])
  }

  private func finding(_ expected: Inventory, _ actual: Inventory) -> Finding? {
    contentsFinding(
      layer: "app", file: "contents/app.mtree", expected: expected, actual: actual, store: store, hint: nil)
  }

  private func causes(_ expected: Inventory, _ actual: Inventory) -> [[String]] {
    (finding(expected, actual)?.causes ?? []).map { [$0.id, $0.confidence.rawValue] + $0.evidence }
  }

  @Test func sameMembersAreNoFinding() throws {
    let inventory = try inventory([("a", "1\n")])
    #expect(finding(inventory, inventory) == nil)
  }

  @Test func buildPathIsNamed() throws {
    let expected = try inventory([("a.txt", "from /build/one/src/main.c\n")])
    let actual = try inventory([("a.txt", "from /home/ann/two/src/main.c\n")])
    #expect(
      causes(expected, actual) == [
        [
          "build-path", "proven",
          "'a.txt': 1 path differs: '/build/one/src/main.c' expected, '/home/ann/two/src/main.c' actual",
          "'a.txt': folder '/build/one' expected, '/home/ann/two' actual",
        ]
      ])
  }

  @Test func dateIsNamedAndShown() throws {
    let expected = try inventory([("a.py", "BUILT = '2026-01-02 03:04:05'\n")])
    let actual = try inventory([("a.py", "BUILT = '2026-02-03 04:05:06'\n")])
    let found = try #require(finding(expected, actual))
    #expect(found.message == "its archive differs: 1 changed")
    #expect(found.causes.map(\.id) == ["timestamp-text"])
    #expect(found.causes.map(\.confidence) == [.proven])
    #expect(found.differences.map(\.path) == ["a.py"])
    #expect(found.differences.map(\.field) == ["content"])
    #expect(
      found.differences.first?.detail == [
        "--- expected", "+++ actual", "@@ -1,1 +1,1 @@", "-BUILT = '2026-01-02 03:04:05'",
        "+BUILT = '2026-02-03 04:05:06'",
      ])
  }

  @Test func recordThatFollowsFromItsNeighboursIsDerived() throws {
    func side(_ module: String) throws -> Inventory {
      let digest = ContentDigest(of: Array(module.utf8))
      return try inventory([
        ("lib/coins.py", module),
        ("lib/coins-1.0.dist-info/RECORD", "coins.py,sha256=\(base64(digest)),\(module.utf8.count)\n"),
      ])
    }
    #expect(
      causes(try side("one\n"), try side("three\n")) == [
        ["wheel-record", "proven", "'lib/coins-1.0.dist-info/RECORD' follows from 1 member"],
        ["content-change", "likely", "'lib/coins.py': 4 bytes expected, 6 actual"],
      ])
  }

  @Test func whatTheStoreLacksIsAChange() throws {
    let expected = try inventory([("a.txt", "from /build/one/src/main.c\n")], isLost: true)
    let actual = try inventory([("a.txt", "from /home/ann/two/src/main.c\n")])
    #expect(causes(expected, actual) == [["content-change", "likely", "'a.txt': 27 bytes expected, 30 actual"]])
    #expect(
      finding(expected, actual)?.differences.last?.detail == [
        "the expected content is not at hand: only its digest is known", "actual is ASCII text of 1 line:",
        " from /home/ann/two/src/main.c",
      ])
  }

  /// As RECORD writes digests: URL-safe base64 without padding.
  private func base64(_ digest: ContentDigest) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    let bits =
      digest.hex.compactMap(\.hexDigitValue).flatMap { digit in (0..<4).map { digit >> (3 - $0) & 1 } } + [0, 0]
    return String(
      stride(from: 0, to: bits.count, by: 6).map { start in
        alphabet[bits[start..<(start + 6)].reduce(0) { $0 << 1 | $1 }]
      })
  }
}
