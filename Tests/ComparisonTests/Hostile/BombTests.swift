import Archives
import Comparison
import Diagnostics
import Testing

/// Little files that hold much: a limit ends them, and is told with its place.
struct BombTests {
  private var limits: ComparisonLimits {
    var limits = ComparisonLimits()
    limits.reading.plainBytes = 1 << 20
    return limits
  }

  @Test func aFlatBombEndsAtTheLimit() throws {
    let bomb = try compressed(tarBytes { $0.add("zeros", String(repeating: "\u{0}", count: 4 << 20)) }, .gzip())
    #expect(bomb.count < 10_000)
    #expect(
      messages(comparing: bomb, bomb, limits: limits) == [
        "error: at member 1 'zeros': the plain content is larger than the limit of 1048576 bytes [archive.limit]"
      ])
  }

  @Test func aCompressedFileThatIsNoArchiveEndsAtTheLimit() throws {
    let bomb = try compressed(.init(repeating: 0x78, count: 4 << 20), .gzip())
    #expect(
      try compareFiles(bomb, bomb, limits: limits).obstacles.map(\.message) == [
        "the plain content is larger than the limit of 1048576 bytes"
      ])
  }

  @Test func zerosBehindTheEndOfATarAreContentToo() throws {
    let bomb = try compressed(Self.tarOfOne + .init(repeating: 0, count: 4 << 20), .gzip())
    #expect(
      messages(comparing: bomb, bomb, limits: limits) == [
        "error: the plain content is larger than the limit of 1048576 bytes [archive.limit]"
      ])
  }

  private static let tarOfOne = tarBytes { $0.add("a", "x") }

  @Test func aRatioOfAThousandIsToldAboveWhatIsWorthIt() throws {
    let large = try compressed([UInt8](repeating: 0x78, count: 65 << 20), .zstd())
    #expect(
      messages(comparing: large, large) == [
        "warning: its \(large.count) bytes hold more than 1,000 times as much plain content [archive.ratio]"
      ])
    let small = try compressed([UInt8](repeating: 0x78, count: 1 << 20), .zstd())
    #expect(messages(comparing: small, small) == [])
  }

  @Test func theRatioOfAZipIsToldBeforeItIsUnpacked() throws {
    let large = try zip([SampleMember("zeros", [UInt8](repeating: 0, count: 65 << 20))])
    #expect(
      messages(comparing: large, large) == [
        "warning: its \(large.count) bytes declare more than 1,000 times as much plain content [archive.ratio]"
      ])
    let small = try zip([SampleMember("zeros", [UInt8](repeating: 0, count: 1 << 20))])
    #expect(messages(comparing: small, small) == [])
  }

  /// GNU tar manual, 'PAX Format, Version 0.1' and 'Old GNU Format'.
  @Test(arguments: ["0,1,1099511627775,1", "1099511627775,1"]) func aSparseMemberOfATebibyteIsALimit(map: String) {
    let records = [
      ("GNU.sparse.name", "holes"),
      ("GNU.sparse.size", "1099511627776"), ("GNU.sparse.numblocks", "\(map.split(separator: ",").count / 2)"),
      ("GNU.sparse.map", map),
    ]
    let tar = tarBytes {
      $0.addPax(records); $0.add("holes", "ab")
    }
    #expect(
      messages(comparing: tar, tar) == [
        "warning: its \(tar.count) bytes hold more than 1,000 times as much plain content [archive.ratio]",
        "error: at member 1 'holes': the plain content is larger than the limit of 68719476736 bytes [archive.limit]",
      ])
  }

  @Test func manyHolesAreRead() throws {
    func tar(_ content: String) -> [UInt8] {
      let map = (0..<20_000).map { "\($0 * 10),1" }.joined(separator: ",")
      let records = [
        ("GNU.sparse.name", "holes"),
        ("GNU.sparse.size", "200000"),
        ("GNU.sparse.numblocks", "20000"), ("GNU.sparse.map", map),
      ]
      return tarBytes {
        $0.addPax(records); $0.add("holes", String(repeating: content, count: 20_000))
      }
    }
    #expect(shown(try compareFiles(tar("a"), tar("b")).difference) == ["changed holes: content"])
    #expect(try compareFiles(tar("a"), tar("a")).difference.isEmpty)
  }

  /// Each of ten archives holds ten that differ, and so on: all of a side share the limits.
  @Test func aTreeOfArchivesSharesTheLimits() throws {
    func tree(_ leaf: String, depth: Int) throws -> [UInt8] {
      guard depth > 0 else { return Array(leaf.utf8) }
      let inner = try tree(leaf, depth: depth - 1)
      return try compressed(tarBytes { tar in for index in 0..<10 { tar.add(Array("\(index)".utf8), inner) } }, .gzip())
    }
    var limits = ComparisonLimits()
    limits.reading.plainBytes = 200_000
    limits.reading.members = 100
    let comparison = try compareFiles(tree("left", depth: 4), tree("rite", depth: 4), limits: limits)
    #expect(!comparison.obstacles.isEmpty)
    #expect(Set(comparison.obstacles.map(\.code)) == ["archive.limit"])
    // And those of the archives around the one that was too much.
    #expect(count(of: comparison.expected) <= 100 + 4 * 10)
  }

  private func count(of inventory: Inventory) -> Int {
    inventory.members.reduce(0) { $0 + 1 + ($1.inner.map { count(of: $0) } ?? 0) }
  }

  @Test func archivesInOneAnotherEndAtTheDepth() throws {
    func nested(_ core: String) throws -> [UInt8] {
      try (0..<20).reduce(Array(core.utf8)) { inner, _ in try compressed(inner, .gzip()) }
    }
    let comparison = try compareFiles(nested("left"), nested("rite"))
    #expect(
      comparison.obstacles.map(\.message) == ["archives are nested deeper than the limit of 12"])
    #expect(!comparison.difference.isEmpty)
    #expect(try compareFiles(nested("left"), nested("left")).difference.isEmpty)
  }

  @Test func membersAreCounted() throws {
    var limits = ComparisonLimits()
    limits.reading.members = 1000
    let tar = tarBytes { tar in for index in 0..<1001 { tar.add("\(index)") } }
    #expect(
      messages(comparing: tar, tar, limits: limits) == [
        "error: at member 1001 '1000': there are more members than the limit of 1000 members [archive.limit]"
      ])
  }
}
