import Archives
import Store
import TestSupport
import Testing

struct DamagedArchiveTests {
  private static let digestOfMore = ContentDigest(of: "more").hex
  static let content: [Member] = [
    Member(name: "a", content: String(repeating: "a", count: 600)), Member(name: "b", content: "b"),
  ]

  @Test func everyTruncationOfATarIsAnError() throws {
    let archive = try tar(Self.content)
    // What follows the first end block is padding.
    let end = 512 + 1024 + 512 + 512 + 512
    for count in stride(from: 0, to: end, by: 64) {
      #expect(problem(reading: Array(archive.prefix(count))) != nil, "\(count) bytes read as a whole archive")
    }
    #expect(problem(reading: Array(archive.prefix(end))) == nil)
  }

  @Test(arguments: [Compression.gzip(), .xz(), .zstd()])
  func everyTruncationOfACompressedTarIsAnError(compression: Compression) throws {
    let archive = try compressed(tar(Self.content), compression)
    for count in 0..<archive.count {
      #expect(problem(reading: Array(archive.prefix(count))) != nil, "\(count) bytes read as a whole archive")
    }
  }

  @Test(arguments: [Compression.gzip(), .xz(), .zstd(), .none])
  func survivesEveryFlippedByte(compression: Compression) throws {
    var archive = try compressed(tar(Self.content), compression)
    for index in 0..<min(archive.count, 3000) {
      archive[index] ^= 0xFF
      _ = problem(reading: archive)
      archive[index] ^= 0xFF
    }
  }

  @Test func verifiesTheChecksumOfGzip() throws {
    var archive = try compressed(tar(Self.content), .gzip())
    archive[archive.count - 8] ^= 1
    #expect(
      problem(reading: archive) == """
        a.tar: error: the archive is damaged: the content does not have the checksum of the gzip trailer, at offset 132 [archive.damaged]
        hint: fetch or make the archive again
        """)
  }

  @Test func verifiesTheLengthOfGzip() throws {
    var archive = try compressed(tar(Self.content), .gzip())
    archive[archive.count - 1] ^= 1
    #expect(
      problem(reading: archive) == """
        a.tar: error: the archive is damaged: the content does not have the length of the gzip trailer, at offset 132 [archive.damaged]
        hint: fetch or make the archive again
        """)
  }

  /// RFC 1952, 2.3.1: FHCRC.
  @Test func verifiesTheHeaderOfGzip() throws {
    let whole = try compressed(tar(Self.content), .gzip())
    var header = whole.prefix(10)
    header[3] |= 2
    let checksum = UInt16(truncatingIfNeeded: checksum(Array(header)))
    func archive(_ checksum: UInt16) -> [UInt8] {
      header + [UInt8(truncatingIfNeeded: checksum), UInt8(checksum >> 8)] + whole.dropFirst(10)
    }
    #expect(problem(reading: archive(checksum)) == nil)
    #expect(
      problem(reading: archive(checksum ^ 1)) == """
        a.tar: error: the archive is damaged: header crc mismatch, at offset 12 [archive.damaged]
        hint: fetch or make the archive again
        """)
  }

  /// So many that their ends fall on and beside those of the blocks that are read.
  @Test func verifiesEachMemberOfAGzipFile() throws {
    let plain = try tar(Self.content + [Member(name: "c", content: String(repeating: "c", count: 40_000))])
    var parts = try plain.indices.map { try compressed([plain[$0]], .gzip()) }
    #expect(parts.reduce(0) { $0 + $1.count } > 3 * 128 << 10)
    #expect(problem(reading: parts.flatMap(\.self)) == nil)
    let last = parts.count - 1
    parts[last][parts[last].count - 8] ^= 1
    #expect(problem(reading: parts.flatMap(\.self))?.contains("checksum of the gzip trailer") == true)
  }

  @Test func namesTheDamagedMember() throws {
    let archive = try tar(Self.content)
    #expect(
      problem(reading: Array(archive.prefix(700))) == """
        a.tar: error: member 1 'a' is damaged: Truncated tar archive [archive.damaged]
        hint: fetch or make the archive again
        """)
  }

  @Test func missesTheEndBlocks() throws {
    let archive = try tar(Self.content)
    #expect(
      problem(reading: Array(archive.prefix(512 + 1024))) == """
        a.tar: error: the archive is damaged: it ends without the end blocks of a tar [archive.damaged]
        hint: fetch or make the archive again
        """)
  }

  @Test func throwsTheSameErrorAgain() throws {
    var reader = try ArchiveReader(bytes: Array(tar(Self.content).prefix(700)), name: "a.tar")
    _ = try reader.nextMember()
    var thrown: [ArchiveError] = []
    for _ in 0..<3 { do throws(ArchiveError) { _ = try reader.nextMember() } catch { thrown.append(error) } }
    #expect(thrown.count == 3)
    #expect(Set(thrown).count == 1)
  }

  @Test(arguments: [
    ("", "it is empty", "tar, zip, cpio and ar are read, plain or in gzip, bzip2, xz, lzma or zstd"),
    (
      "<!DOCTYPE html><html>", "it starts with '<!DOCTYPE html><'",
      "this looks like a web page; fetch the archive again"
    ),
    (
      "\u{1B}[2Jhello", "it starts with '\\u{1b}[2Jhello'",
      "tar, zip, cpio and ar are read, plain or in gzip, bzip2, xz, lzma or zstd"
    ),
  ]) func saysWhatAnUnknownFileStartsWith(text: String, subject: String, hint: String) {
    #expect(
      problem(reading: Array(text.utf8))
        == "a.tar: error: not an archive: \(subject) [archive.unknown-format]\nhint: \(hint)")
  }

  @Test(arguments: [(Compression.gzip(), "gzip"), (.xz(), "xz"), (.zstd(), "zstd")])
  func saysWhatCompressedContentStartsWith(compression: Compression, name: String) throws {
    #expect(
      problem(reading: try compressed(Array("hello".utf8), compression)) == """
        a.tar: error: not an archive: the \(name) content starts with 'hello' [archive.unknown-format]
        hint: tar, zip, cpio and ar are read, plain or in gzip, bzip2, xz, lzma or zstd
        """)
    #expect(
      problem(reading: try compressed([], compression)) == """
        a.tar: error: not an archive: the \(name) content is empty [archive.unknown-format]
        hint: tar, zip, cpio and ar are read, plain or in gzip, bzip2, xz, lzma or zstd
        """)
  }

  @Test func tellsOfBytesAfterTheEnd() throws {
    let archive = try tar(Self.content)
    let rest = archive[3584...] + Array("more".utf8)
    let digest = ContentDigest(of: Array(rest)).hex
    #expect(
      try findings(in: archive + Array("more".utf8)) == [
        "a.tar: warning: \(rest.count) bytes, sha256 \(digest) follow the end of the archive [archive.trailing-bytes]"
      ])
    #expect(
      try findings(in: compressed(archive, .gzip()) + Array("more".utf8)) == [
        "a.tar: warning: 4 bytes, sha256 \(Self.digestOfMore) follow the end of the gzip stream [archive.trailing-bytes]"
      ])
    #expect(try findings(in: compressed(archive, .gzip()) + [0, 0, 0]) == [])
  }

  @Test(.needs("python3"), arguments: ["bz2", "lzma"]) func tellsOfBytesAfterACompressedStream(tool: String) throws {
    let options = tool == "bz2" ? "" : ", lzma.FORMAT_ALONE"
    let script = """
      import \(tool), sys
      sys.stdout.buffer.write(\(tool).compress(sys.stdin.buffer.read()\(options)) + b'more')
      """
    let format = tool == "bz2" ? "bzip2" : "lzma"
    #expect(
      try findings(in: run("python3", ["-c", script], input: tar(Self.content))) == [
        "a.tar: warning: 4 bytes, sha256 \(Self.digestOfMore) follow the end of the \(format) stream [archive.trailing-bytes]"
      ])
  }

  @Test(arguments: [Compression.xz(), .zstd()]) func tellsOfOtherBytesAfterXzAndZstd(compression: Compression) throws {
    let stream = try compressed(tar(Self.content), compression)
    let format = compression == .zstd() ? "zstd" : "xz"
    #expect(
      try findings(in: stream + Array("more".utf8)) == [
        "a.tar: warning: 4 bytes, sha256 \(Self.digestOfMore) follow the end of the \(format) stream [archive.trailing-bytes]"
      ])
    #expect(problem(reading: stream + stream.dropLast())?.contains("[archive.damaged]") == true)
  }

  @Test func readsJoinedGzipMembersAsOneStream() throws {
    let archive = try tar(Self.content)
    let joined =
      try compressed(Array(archive.prefix(900)), .gzip()) + compressed(Array(archive.dropFirst(900)), .gzip())
    #expect(try members(of: joined).map(\.content.count) == [600, 1])
  }
}
