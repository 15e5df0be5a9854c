import Archives
import Testing

/// Reads archives of which one member is bad; the other one can be read all the same.
struct ZipContentTests {
  private static let text = "text, more than a few bytes of it"

  @Test(
    arguments: [
      (1, nil, "is damaged: its checksum is wrong [archive.damaged]"),
      (nil, 5, "is damaged: it unpacks to more than the 5 bytes that it declares [archive.damaged]"),
      (nil, 0, "is damaged: it unpacks to more than the 0 bytes that it declares [archive.damaged]"),
      (nil, 99, "is damaged: it unpacks to 33 bytes, but declares 99 [archive.damaged]"),
    ] as [(UInt32?, UInt32?, String)], [true, false])
  func holdsContentAgainstTheDirectory(lie: (checksum: UInt32?, size: UInt32?, text: String), isDeflated: Bool) throws {
    let bad = ZipSample("bad", Self.text, deflated: isDeflated).with {
      ($0.checksum, $0.size) = (lie.checksum ?? $0.checksum, lie.size ?? $0.size)
    }
    let archive = ZipSampleArchive(bad, ZipSample("good", "whole"))
    #expect(try open(archive).contents == ["a.zip: error: member 1 'bad' \(lie.text)", "whole"])
  }

  @Test(
    arguments: [
      (8, Array("no deflate".utf8), "is damaged: invalid block type"),
      (8, [1, 4, 0], "is damaged: its deflate stream ends early"),
      (12, Array("no bzip2".utf8), "is damaged: its content is no bzip2 stream"),
      (14, Array("no LZMA header".utf8), "is damaged: its LZMA header is malformed"),
      (14, [9, 4, 5, 0, 0x5D, 0, 0, 0, 0x40], "can't be unpacked: its LZMA dictionary is larger than 128 MiB"),
      (9, [1, 4, 0], "can't be unpacked: its compression method 9 is unknown"),
      (0xFFFF, [], "can't be unpacked: its compression method 65535 is unknown"),
    ] as [(UInt16, [UInt8], String)])
  func aMemberThatCannotBeUnpackedLeavesTheOthers(method: UInt16, stored: [UInt8], reason: String) throws {
    let bad = ZipSample([0x62], stored).with { ($0.method, $0.checksum) = (method, 1) }
    let archive = ZipSampleArchive(bad, ZipSample("good", "whole"))
    let actual = try open(archive).contents
    #expect(actual.first?.hasPrefix("a.zip: error: member 1 'b' \(reason) [archive.") == true, "\(actual)")
    #expect(actual.last == "whole")
  }

  @Test func encryptedMembersAreListedAndTheirStoredBytesCanBeRead() throws {
    let archive = try open(ZipSampleArchive(ZipSample("e", "secret").with { $0.flags = 1 }))
    #expect(try archive.headers.map(\.name) == [[0x65]])
    #expect(archive.entries.map(\.isEncrypted) == [true])
    #expect(
      archive.contents == ["a.zip: error: member 1 'e' can't be unpacked: it is encrypted [archive.unsupported]"])
    #expect(try archive.stored(archive.entries[0]) == Array("secret".utf8))
  }

  @Test func theReaderGoesOnAfterABadMember() throws {
    let bad = ZipSample("bad", Self.text).with { $0.checksum = 1 }
    let archive = ZipSampleArchive(bad, ZipSample("lost", "x").changed { $0.offset = 7 }, ZipSample("good", "whole"))
    var reader = try ArchiveReader(bytes: archive.bytes, name: "a.zip")
    var actual: [String] = []
    while let header = try reader.nextMember() {
      do { actual.append(String(decoding: try reader.readContent(), as: UTF8.self)) } catch {
        actual.append("\(String(decoding: header.name, as: UTF8.self)): \(message(error))")
      }
    }
    #expect(
      actual == [
        "bad: a.zip: error: member 1 'bad' is damaged: its checksum is wrong [archive.damaged]",
        "lost: a.zip: error: member 2 'lost' is damaged: there is no local header at offset 7 [archive.damaged]",
        "whole",
      ])
  }

  @Test func throwsTheSameErrorAgain() throws {
    let archive = try open(ZipSampleArchive(ZipSample("a", "text").with { $0.checksum = 1 }))
    let content = try archive.content(of: archive.entries[0])
    var thrown: [ArchiveError] = []
    for _ in 0..<4 { do throws(ArchiveError) { _ = try content.nextBlock() } catch { thrown.append(error) } }
    #expect(thrown.count == 3)
    #expect(Set(thrown).count == 1)
  }

  @Test func contentMustLieInTheArchive() throws {
    let long = ZipSample("long", "text").with { ($0.compressedSize, $0.size) = (0x7FFF_FFFF, 0x7FFF_FFFF) }
    #expect(
      try open(ZipSampleArchive(long)).contents == [
        "a.zip: error: member 1 'long' is damaged: the archive ends within it [archive.damaged]"
      ])
  }

  @Test func tellsOfBytesAfterTheDeflateStream() throws {
    let sample = ZipSample("a", "text", deflated: true).changed {
      $0.stored += [1, 2]
      ($0.local.compressedSize, $0.central.compressedSize) = (11, 11)
    }
    let archive = try open(ZipSampleArchive(sample))
    #expect(archive.contents == ["text"])
    #expect(
      archive.findingTexts == [
        "member 1 'a': 2 bytes follow its compressed content [zip.unused-bytes]"
      ])
  }

  @Test func emptyContentNeedsNoStream() throws {
    let archive = try open(ZipSampleArchive(ZipSample("a").with { $0.method = 8 }))
    #expect(archive.contents == [""])
  }

  @Test func contentOfAllMembersCountsAgainstOneLimit() throws {
    let limits = ReadingLimits(plainBytes: 50, members: nil, headerBytes: nil, nameBytes: nil)
    let archive = try open(ZipSampleArchive(ZipSample("a", Self.text), ZipSample("b", Self.text)), limits: limits)
    #expect(
      archive.contents == [
        Self.text,
        "a.zip: error: at member 2 'b': the plain content is larger than the limit of 50 bytes [archive.limit]",
      ])
  }

  @Test func endsAtAFlatBomb() throws {
    let zeros = ZipSample([0x7A], [UInt8](repeating: 0, count: 1_000_000), deflated: true)
    let limits = ReadingLimits(plainBytes: 300_000, members: nil, headerBytes: nil, nameBytes: nil)
    let archive = try open(ZipSampleArchive(zeros), limits: limits)
    let content = try archive.content(of: archive.entries[0])
    var count = 0
    #expect(throws: ArchiveError.self) { while let block = try content.nextBlock() { count += block.count } }
    #expect(count <= 300_000)
  }
}
