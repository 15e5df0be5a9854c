import Archives
import Comparison
import Diagnostics
import Testing

/// Compressed streams that lie, go on after their end, or ask for more memory than anyone should give.
struct HostileStreamTests {
  private static let tar = tarBytes { $0.add("a", "content") }
  private static let half = tar.count / 2

  static let cases = [
    HostileCase("bad-crc", gzipBytes(tar, checksum: 1)),
    HostileCase("bad-isize", gzipBytes(tar, size: 1)),
    HostileCase("truncated.gz", Array(gzipBytes(tar).dropLast(9))),
    HostileCase("truncated in the trailer", Array(gzipBytes(tar).dropLast(1))),
    HostileCase("garbage-after.gz", gzipBytes(tar) + Array("behind".utf8)),
    HostileCase("zeros-after.tar.gz", gzipBytes(tar) + .init(repeating: 0, count: 100)),
    HostileCase("joined.tar.gz", gzipBytes(Array(tar[..<half])) + gzipBytes(Array(tar[half...]))),
    HostileCase(
      "joined with a broken second", gzipBytes(Array(tar[..<half])) + gzipBytes(Array(tar[half...]), checksum: 1)),
    HostileCase("empty members in front", Array(repeating: gzipBytes([]), count: 50).flatMap { $0 } + gzipBytes(tar)),
    HostileCase(
      "gzip-fields",
      gzipBytes(
        tar, name: Array("../../x\u{1B}[2J".utf8), comment: Array("<script>".utf8),
        extra: .init(repeating: 65, count: 60_000))),
    HostileCase(
      "gzip name without an end", Array(gzipBytes(tar, name: .init(repeating: 65, count: 100_000)).prefix(90_000))),
    HostileCase("gzip comment without an end", Array(gzipBytes([], comment: Array("endless".utf8)).prefix(17))),
    HostileCase("gzip extra field longer than the file", [0x1F, 0x8B, 8, 4, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF, 1, 2]),
    HostileCase("gzip header checksum", gzipBytes(tar, name: Array("a".utf8), flags: 2)),
    HostileCase("gzip header checksum wrong", gzipBytes(tar, name: Array("a".utf8), flags: 2, headerChecksum: 1)),
    HostileCase("reserved gzip flags", gzipBytes(tar).enumerated().map { $0 == 3 ? 0xE0 : $1 }),
    HostileCase("window.xz", xzStart(dictionaryBits: 40)),
    HostileCase("window.lzma", lzmaStart(dictionary: 1 << 31)),
    HostileCase("window.zst", zstdFrame(tar, exponent: 21)),
    HostileCase(
      "window in a second frame",
      zstdFrame(Array(tar[..<half]), exponent: 1) + zstdFrame(Array(tar[half...]), exponent: 31)),
    HostileCase("zst of one frame", zstdFrame(tar, exponent: 1)),
    HostileCase("truncated.zst", Array(zstdFrame(tar, exponent: 1).dropLast(100))),
    HostileCase("skippable.zst", [0x50, 0x2A, 0x4D, 0x18, 4, 0, 0, 0, 1, 2, 3, 4] + zstdFrame(tar, exponent: 1)),
    HostileCase("skippable behind", zstdFrame(tar, exponent: 1) + [0x50, 0x2A, 0x4D, 0x18, 4, 0, 0, 0, 1, 2, 3, 4]),
    HostileCase("garbage-after.zst", zstdFrame(tar, exponent: 1) + Array("behind".utf8)),
    HostileCase("no bzip2", Array("BZh9".utf8) + tar),
  ]

  @Test(arguments: cases) func isTold(_ hostile: HostileCase) throws {
    #expect(messages(comparing: Self.tar, hostile.bytes) == hostile.says)
    guard let comparison = try? compareFiles(Self.tar, hostile.bytes) else { return }
    #expect(!comparison.difference.isEmpty || !comparison.obstacles.isEmpty)
  }

  @Test(arguments: [Compression.gzip(), .xz(), .zstd()]) func joinedStreamsAreReadToTheirEnds(
    _ compression: Compression
  ) throws {
    let tar = Self.tar
    let joined =
      try compressed(Array(tar[..<Self.half]), compression) + compressed(Array(tar[Self.half...]), compression)
    let comparison = try compareFiles(tar, joined)
    #expect(comparison.difference.differences == [])
    #expect(comparison.obstacles.map(\.description) == [])
  }

  @Test(arguments: [Compression.gzip(), .xz(), .zstd()]) func cutStreamsAreNeverTheSame(_ compression: Compression)
    throws
  {
    let whole = try compressed(Self.tar, compression)
    for count in stride(from: 0, to: whole.count, by: 3) {
      guard let comparison = try? compareFiles(Self.tar, Array(whole[..<count])) else { continue }
      #expect(!comparison.obstacles.isEmpty || !comparison.difference.differences.isEmpty, "\(count)")
    }
  }

  @Test func aSmallerWindowThanTheArchiveNeedsIsALimitAndALargerOneIsNone() throws {
    let archive = try compressed(Self.tar, .xz())
    var limits = ComparisonLimits()
    limits.reading.windowBytes = 1 << 20
    #expect(
      messages(comparing: Self.tar, archive, limits: limits) == [
        "error: decompressing it takes a window larger than the limit of 1048576 bytes [archive.limit]"
      ])
    limits.reading.windowBytes = 8 << 20
    #expect(messages(comparing: Self.tar, archive, limits: limits) == [])
    limits.reading.windowBytes = nil
    #expect(messages(comparing: Self.tar, archive, limits: limits) == [])
  }

  @Test func windowsOfLaterBlocksCount() throws {
    let archive = try compressed(Self.tar, .xz(preset: 0)) + compressed(Self.tar, .xz(preset: 6))
    var limits = ComparisonLimits()
    limits.reading.windowBytes = 1 << 20
    #expect(
      messages(comparing: Self.tar, archive, limits: limits) == [
        "error: decompressing it takes a window larger than the limit of 1048576 bytes [archive.limit]"
      ])
  }
}
