import Archives
import CanonicalJSON
import Comparison
import Diagnostics
import Store
import Testing

struct CompareTests {
  @Test func findsNothingBetweenEqualInventories() {
    let inventory = Inventory([directory("d"), file("d/a"), symlink("l", to: "d/a")])
    let difference = compare(expected: inventory, actual: inventory)
    #expect(difference.isEmpty)
    #expect(difference.summary.text == "no difference")
  }

  @Test func namesEachField() {
    check(
      [file("a"), file("b")],
      [
        file("a", "longer") {
          ($0.mode, $0.uid, $0.gid, $0.modified) = (0o755, 1000, 100, Timestamp(seconds: -1, nanoseconds: 5))
          ($0.userName, $0.groupName) = (Array("me\u{1B}".utf8), [])
        }, symlink("b", to: "a"),
      ],
      """
      changed a: mode "0644" → "0755", uid 0 → 1000, gid 0 → 100, uname "root" → "me\\\\u{1b}", gname "root" → "", \
      mtime "2023-11-14T22:13:20Z" → "1969-12-31T23:59:59.000000005Z", size 1 → 6, \
      content "sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881" → \
      "sha256:73834addcec75fafd7d73717ca1614a1324652ffa70b4b6c44fa359ae5a69dab"
      changed b: type "file" → "symlink", mode "0644" → "0777", size 1 → null, link null → "a", \
      content "sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881" → null
      """, "2 changed")
  }

  @Test func tellsMissingAndExtraMembers() {
    check(
      [file("a"), file("b"), file("c")], [file("n"), file("a"), file("c")], "missing b: \nextra n: ",
      "1 missing, 1 extra")
  }

  @Test func findsTheSmallestSetOfMovedMembers() {
    check(
      ["a", "b", "c", "d", "e"].map { file($0) }, ["b", "c", "e", "d", "a"].map { file($0) },
      "moved a: position 0 → 4\nmoved d: position 3 → 3", "2 moved")
  }

  @Test func matchesDuplicatesByOccurrence() {
    check([file("a", "1"), file("a", "2")], [file("a", "1"), file("a", "2"), file("a", "3")], "extra a: ", "1 extra")
  }

  @Test func matchesDirectoriesWithAndWithoutASlash() {
    check([directory("d/")], [directory("d")], "changed d/: name \"d/\" → \"d\"", "1 changed")
  }

  @Test func comparesOnlyWhatBothKnow() {
    let expected = Inventory([file("b"), file("a") { $0.modified = nil }], fields: [.name, .type, .content])
    let difference = compare(expected: expected, actual: Inventory([file("a"), file("b")]))
    #expect(difference.isEmpty)
    #expect(
      difference.uncomparedFields == [
        .mode, .uid, .gid, .uname, .gname, .mtime, .size, .link, .device, .attributes, .method, .compressed, .creator,
        .flags, .extra, .comment, .position,
      ])
  }

  @Test func aMissingTimeIsADifference() {
    check(
      [file("a") { $0.modified = nil }, file("b")], [file("a"), file("b")],
      "changed a: mtime null → \"2023-11-14T22:13:20Z\"", "1 changed")
  }

  @Test func comparesTheClockTimesOfZips() {
    func zipped(_ clock: UInt32) -> InventoryMember {
      file("a") {
        $0.zip = ZipFields()
        $0.zip?.dosTime = clock
      }
    }
    let (time, later): (UInt32, UInt32) = (43 << 25 | 11 << 21 | 14 << 16 | 22 << 11 | 13 << 5 | 10, 15 << 21)
    check(
      [zipped(time)], [zipped(later)],
      "changed a: mtime \"2023-11-14T22:13:20Z\" → \"2023-11-14T22:13:20Z, 1980-15-00T00:00:00 by the clock\"",
      "1 changed")
    #expect(zipped(0).value(of: .mtime) == "2023-11-14T22:13:20Z")
    // An artifact that has no clock times is not held against one that has.
    let plain = compare(expected: Inventory([zipped(time)]), actual: Inventory([file("a")]))
    #expect(plain.differences.flatMap(\.fields).contains { $0.field == .mtime } == false)
  }

  @Test func takesOpenedMembersForTheSameWhenWhatIsInsideIs() {
    func outer(_ bytes: String, _ inner: InventoryMember...) -> Inventory {
      Inventory([file("a.jar", bytes) { ($0.size, $0.inner) = (nil, Inventory(inner)) }])
    }
    #expect(compare(expected: outer("1", file("b")), actual: outer("2", file("b"))).isEmpty)
    let difference = compare(expected: outer("1", file("b")), actual: outer("2", file("b", "y")))
    #expect(difference.differences.map { $0.fields.map(\.field) } == [[.content]])
    #expect(difference.differences.first?.inner?.differences.map(\.path) == [Array("b".utf8)])
    // Those that hold the same bytes are not looked into.
    #expect(compare(expected: outer("1", file("b")), actual: outer("1", file("b", "y"))).isEmpty)
  }

  @Test func readsMembersFromAClosure() {
    var headers = [
      MemberHeader(name: [0x61], type: .directory, mode: 0o755, modified: Timestamp(seconds: 0)),
      MemberHeader(name: [0x61], type: .hardlink, mode: 0o644, linkTarget: [0x62]),
    ][...]
    let inventory = Inventory { headers.popFirst().map { (header: $0, size: 7, contentDigest: nil) } }
    #expect(inventory.members.map(\.occurrence) == [1, 2])
    #expect(inventory.members.map(\.position) == [0, 1])
    #expect(inventory.members.map(\.size) == [nil, nil])
    #expect(inventory.members.map(\.linkTarget) == [nil, [0x62]])
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (1_795_237_219, "2026-11-21T05:00:19Z"),
    (-62_135_596_800, "0001-01-01T00:00:00Z"), (253_402_300_800, "10000-01-01T00:00:00Z"),
  ])
  func showsTimesInUTC(seconds: Int64, text: String) {
    #expect(Timestamp(seconds: seconds).text == text)
    _ = Timestamp(seconds: .min).text + Timestamp(seconds: .max).text  // Must not trap.
  }

  @Test func comparesManyShuffledMembers() {
    var numbers = RepeatableNumbers(seed: 1)
    let members = (0..<20_000).map { file("member\($0)") }
    let difference = compare(
      expected: Inventory(members), actual: Inventory(members.shuffled(using: &numbers)))
    #expect(difference.summary.moved == difference.differences.count)
    #expect(difference.summary.moved > 19_000)
  }

  private func check(
    _ expected: [InventoryMember], _ actual: [InventoryMember], _ lines: String, _ summary: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let difference = compare(expected: Inventory(expected), actual: Inventory(actual))
    let shown = difference.differences.map { difference in
      let fields = difference.fields.map { "\($0.field.rawValue) \($0.expected.line) → \($0.actual.line)" }
      return "\(difference.kind.rawValue) \(escaped(bytes: difference.path)): " + fields.joined(separator: ", ")
    }
    #expect(shown.joined(separator: "\n") == lines, sourceLocation: sourceLocation)
    #expect(difference.summary.text == summary, sourceLocation: sourceLocation)
  }
}

extension CompareTests {
  @Test func givesJSON() {
    let change = file("b", "1")
    var difference = compare(expected: Inventory([file("a\n")]), actual: Inventory([change]))
    #expect(
      difference.differences.map(\.json) == [["path": "a\\n", "kind": "missing"], ["path": "b", "kind": "extra"]])
    difference = compare(expected: Inventory([file("b", "2")]), actual: Inventory([change]))
    difference = ContentComparer(expected: { _ in [0x32] }, actual: { _ in [0x31] }).explain(difference)
    let digests = ["2", "1"].map { ContentDigest(of: $0).hex }
    #expect(
      difference.differences.map(\.json) == [
        [
          "path": "b", "kind": "changed",
          "fields": [
            ["name": "content", "expected": "sha256:\(digests[0])", "actual": "sha256:\(digests[1])"]
          ],
          "content": [
            "expected": ["sha256": "\(digests[0])", "size": 1], "actual": ["sha256": "\(digests[1])", "size": 1],
            "format": "text",
            "lines": [
              "--- expected", "+++ actual", "@@ -1,1 +1,1 @@", "-2", "\\ no newline at the end", "+1",
              "\\ no newline at the end",
            ],
          ],
        ]
      ])
    #expect(difference.summary.json["changed"] == 1)
  }
}
