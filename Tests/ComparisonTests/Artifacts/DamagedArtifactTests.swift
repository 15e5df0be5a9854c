import Archives
import Comparison
import Diagnostics
import Testing

/// What can't be read is told and never counts as equal, nor as missing.
struct DamagedArtifactTests {
  private let members = (0..<10).map { SampleMember("m\($0)", "content \($0)") }

  @Test func cutOffArchiveIsComparedAsFarAsItGoes() throws {
    let whole = try tar(members)
    var changed = members
    changed[1] = SampleMember("m1", "CONTENT 1")
    let comparison = try compareFiles(Array(try tar(changed)[..<4000]), whole)
    #expect(shown(comparison.difference) == ["changed m1: content"])
    #expect(
      comparison.obstacles.map(\.description) == [
        """
        left: error: member 4 'm3' is damaged: Truncated input file (needed 503 bytes, only 407 available) [archive.damaged]
        hint: fetch or make the archive again
        """
      ])
  }

  @Test(arguments: [true, false])
  func membersOfTheWholeSideAreNotCalledMissing(isLeft: Bool) throws {
    let whole = try tar(members)
    let cut = Array(whole[..<5000])
    let comparison = isLeft ? try compareFiles(cut, whole) : try compareFiles(whole, cut)
    #expect(comparison.difference.differences == [])
    #expect(comparison.obstacles.count == 1)
  }

  @Test func hardLinkIsResolvedThoughMembersAreLeftOutAfterACut() throws {
    let expected = try tar([
      SampleMember("early"), SampleMember("a", "same"), SampleMember("b", linkTo: "a", hard: true),
    ])
    let actual = try tar([SampleMember("a", "same"), SampleMember("b", "same"), SampleMember("late", "content")])
    let comparison = try compareFiles(expected, Array(actual[..<2600]))
    #expect(comparison.expected.members.map(\.name) == [Array("a".utf8), Array("b".utf8)])
    #expect(comparison.actual.members.dropFirst().first?.content == comparison.expected.members.first?.content)
    #expect(comparison.obstacles.count == 1)
  }

  @Test func badMemberOfAZipLeavesTheOthersAlone() throws {
    let left = try zip(members)
    var right = try zip(members.map { $0.header.name == Array("m7".utf8) ? SampleMember("m7", "changed!!") : $0 })
    let header = try #require((0..<right.count - 32).first { Array(right[$0..<$0 + 32].suffix(2)) == Array("m2".utf8) })
    right[header + 34] ^= 0xFF
    let comparison = try compareFiles(left, right)
    #expect(shown(comparison.difference).contains("changed m7: content"))
    #expect(comparison.obstacles.count == 1)
    #expect(comparison.obstacles.first?.code == "archive.damaged")
  }

  @Test func storedBytesOfABadMemberTellNothingOfItsCompression() throws {
    let left = try zip(members)
    var right = left
    let header = try #require((0..<right.count - 32).first { Array(right[$0..<$0 + 32].suffix(2)) == Array("m2".utf8) })
    right[header + 34] ^= 0xFF
    let comparison = try compareFiles(left, right)
    #expect(shown(comparison.difference) == [])
    #expect(comparison.obstacles.map(\.code) == ["archive.damaged"])
  }

  @Test(arguments: [true, false])
  func fileThatIsTooBrokenToBeOpenedIsComparedAsBytes(isLeft: Bool) throws {
    let whole = try zip(members)
    let cut = Array(whole[..<200])
    let comparison = isLeft ? try compareFiles(cut, whole) : try compareFiles(whole, cut)
    #expect(shown(comparison.difference) == ["changed content: size content"])
    #expect(
      comparison.obstacles.map(\.description) == [
        """
        \(isLeft ? "left" : "right"): error: the archive is damaged: it has no end record, so its end may be missing [archive.damaged]
        hint: fetch or make the archive again
        """
      ])
    #expect(comparison.warnings == [])
  }

  @Test func brokenArchivesEndWithoutATrap() throws {
    let whole = try compressed(try tar(members), .gzip())
    var numbers = RepeatableNumbers(seed: 11)
    for _ in 0..<300 {
      var broken = whole
      for _ in 0..<Int.random(in: 1...4, using: &numbers) {
        broken[Int.random(in: 0..<broken.count, using: &numbers)] = .random(in: 0...255, using: &numbers)
      }
      if Bool.random(using: &numbers) { broken = Array(broken[..<Int.random(in: 0..<broken.count, using: &numbers)]) }
      guard broken != whole else { continue }
      guard let comparison = try? compareFiles(whole, broken) else { continue }
      #expect(!comparison.difference.isEmpty || !comparison.obstacles.isEmpty, "\(broken)")
    }
  }

  @Test func timeLimitEndsTheComparison() throws {
    var limits = ComparisonLimits()
    limits.time = .zero
    let comparison = try compareFiles(try tar(members), try tar(members.reversed()), limits: limits)
    #expect(
      comparison.obstacles.map(\.description) == [
        "error: the comparison took longer than the limit of 0 seconds [archive.limit]\nhint: raise the limit with '--timeout'"
      ])
    #expect(comparison.difference.differences == [])
  }
}
