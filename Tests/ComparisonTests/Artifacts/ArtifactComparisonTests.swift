import Archives
import CanonicalJSON
import Comparison
import Diagnostics
import Testing

/// Two artifacts are read in step; what is the same, and what is not, comes out as from two full inventories.
struct ArtifactComparisonTests {
  @Test func membersOfAZipStandInTheOrderTheyAreStoredIn() throws {
    let left = try zip([SampleMember("a", "one"), SampleMember("b", "two")])
    let end = left.count - 22
    let size = Int(left[end + 12]) | Int(left[end + 13]) << 8
    let (start, middle) = (end - size, end - size / 2)
    let right = Array(left[..<start] + left[middle..<end] + left[start..<middle] + left[end...])
    #expect(
      shown(try compareFiles(left, right).difference) == [#"zip.order: null → "listed in another order than stored""#])
  }

  @Test func equalMembersAreFoundEqualWhateverTheCompression() throws {
    let plain = try tar([SampleMember("a", "one"), SampleMember("b", "two")])
    let comparison = try compareFiles(plain, try compressed(plain, .zstd()))
    #expect(shown(comparison.difference) == ["format: \"tar\" → \"tar.zst\""] + zstdFields)
    #expect(comparison.obstacles == [])
  }

  private var zstdFields: [String] {
    ["zstd.window: null → 2097152", "zstd.checksum: null → \"none\"", "streams: null → 1"]
  }

  @Test func changedContentIsNamedAndExplained() throws {
    let comparison = try compareFiles(
      try tar([SampleMember("a", "one\ntwo\n"), SampleMember("b")]),
      try tar([SampleMember("a", "one\nzwo\n"), SampleMember("b")]))
    #expect(shown(comparison.difference) == ["changed a: content"])
    #expect(
      comparison.difference.differences.first?.content?.lines
        == ["--- expected", "+++ actual", "@@ -1,2 +1,2 @@", " one", "-two", "+zwo"])
  }

  @Test func membersAreMatchedByNameAndNotByPlace() throws {
    let names = (0..<50).map { "m\($0)" }
    let members = names.map { SampleMember($0, "content of \($0)") }
    let comparison = try compareFiles(try tar(members), try tar(members.reversed()))
    #expect(comparison.difference.differences.allSatisfy { $0.kind == .moved })
    #expect(comparison.difference.summary.text == "49 moved")
  }

  @Test func missingAndExtraMembersDisturbNoOthers() throws {
    let common = (0..<20).map { SampleMember("m\($0)") }
    let expected = [SampleMember("first")] + common[..<10] + [SampleMember("gone")] + common[10...]
    let actual = common[..<15] + [SampleMember("new")] + common[15...] + [SampleMember("last")]
    let comparison = try compareFiles(try tar(expected), try tar(Array(actual)))
    #expect(
      shown(comparison.difference) == ["missing first", "missing gone", "extra new", "extra last"])
  }

  @Test func ofDuplicatesEachIsComparedWithItsOwnOccurrence() throws {
    let comparison = try compareFiles(
      try tar([SampleMember("a", "first"), SampleMember("a", "last")]),
      try tar([SampleMember("a", "other"), SampleMember("a", "last")]))
    #expect(shown(comparison.difference) == ["changed a: content"])
    #expect(comparison.difference.differences.map { $0.expected?.occurrence } == [1])
  }

  @Test func membersWithoutCounterpartAreKnownByTheirContent() throws {
    let comparison = try compareFiles(
      try tar([SampleMember("a", "same"), SampleMember("b")]), try tar([SampleMember("c", "same"), SampleMember("b")]))
    let contents = comparison.difference.differences.map { ($0.expected ?? $0.actual)?.contentDigest }
    #expect(contents.count == 2)
    #expect(contents.first == contents.last)
    #expect(contents.first != .some(nil))
  }

  @Test func contentTooLargeToKeepIsComparedAsBytes() throws {
    let content = noise(9 << 20)
    var other = content
    other[content.count - 5] ^= 1
    let comparison = try compareFiles(try tar([SampleMember("a", content)]), try tar([SampleMember("a", other)]))
    let difference = try #require(comparison.difference.differences.first)
    guard case .binary(let binary) = difference.content?.explanation else {
      Issue.record("\(String(describing: difference.content))")
      return
    }
    #expect(binary.firstOffset == content.count - 5)
    #expect((binary.ranges, binary.bytes) == (1, 1))
    #expect(binary.expectedWindow == Array(content[binary.windowOffset...]))
    #expect(binary.actualWindow == Array(other[binary.windowOffset...]))
    #expect(difference.content?.expected == nil)
  }

  @Test func contentThatGrowsIsComparedToItsEnd() throws {
    let content = noise(300_000)
    let comparison = try compareFiles(
      try tar([SampleMember("a", content)]), try tar([SampleMember("a", content + noise(200_000, seed: 2))]))
    let difference = try #require(comparison.difference.differences.first)
    #expect((difference.expected?.size, difference.actual?.size) == (300_000, 500_000))
    #expect(difference.fields.map(\.field) == [.size, .content])
  }

  @Test func contentsThatWaitMayBeLargerThanTheMemoryForThem() throws {
    let members = (0..<6).map { SampleMember("m\($0)", noise(5 << 20, seed: UInt64($0))) }
    let comparison = try compareFiles(try tar(members), try tar(members.reversed()))
    #expect(comparison.difference.summary.text == "5 moved")
    #expect(comparison.obstacles == [])
  }

  @Test func hardLinkToTheSameContentIsKnownAsSuch() throws {
    let comparison = try compareFiles(
      try tar([SampleMember("a", "same"), SampleMember("b", linkTo: "a", hard: true)]),
      try tar([SampleMember("a", "same"), SampleMember("b", "same")]))
    #expect(shown(comparison.difference) == ["changed b: type mode size link content"])
    #expect(comparison.actual.members[1].content == comparison.expected.members[0].content)
    let other = try compareFiles(
      try tar([SampleMember("a", "same"), SampleMember("b", linkTo: "a", hard: true)]),
      try tar([SampleMember("a", "same"), SampleMember("b", "else")]))
    #expect(other.actual.members[1].content != other.expected.members[0].content)
  }

  @Test func zipMembersWithTheSameStoredBytesNeedNoUnpacking() throws {
    var left = try zip([SampleMember("a", "one"), SampleMember("b", "two")])
    var right = try zip([SampleMember("a", "one"), SampleMember("b", "zwo")])
    // A wrong checksum on both sides shows that the equal member is not unpacked.
    for zip in [left, right] { #expect(firstChecksum(zip) != nil) }
    if let offset = firstChecksum(left) { left[offset] ^= 0xFF }
    if let offset = firstChecksum(right) { right[offset] ^= 0xFF }
    let comparison = try compareFiles(left, right)
    #expect(shown(comparison.difference) == ["changed b: content"])
    #expect(comparison.obstacles == [])
  }

  /// Where the first entry of the central directory holds the checksum (APPNOTE 4.3.12).
  private func firstChecksum(_ zip: [UInt8]) -> Int? {
    (0..<zip.count - 4).first { Array(zip[$0..<$0 + 4]) == [0x50, 0x4B, 1, 2] }.map { $0 + 16 }
  }

  @Test func plainFilesAreComparedAsOneContent() throws {
    let comparison = try compareFiles(Array("left\n".utf8), Array("right\n".utf8))
    #expect(shown(comparison.difference) == ["changed content: size content"])
  }

  @Test func compressedFilesAreComparedByWhatTheyUnpackTo() throws {
    let text = Array("some text\n".utf8)
    let comparison = try compareFiles(
      try compressed(text, .gzip()), try compressed(Array("other text\n".utf8), .gzip()))
    #expect(shown(comparison.difference) == ["changed content: size content"])
  }
}
