import Archives
import Testing

struct ZipRegionsTests {
  private let two = ZipSampleArchive(ZipSample("a", "one"), ZipSample("b", "two"))

  @Test func aPlainZipHasNoOtherRegions() throws {
    let archive = try open(two)
    #expect(archive.prefix == nil)
    #expect(archive.gaps == [])
    #expect(archive.trailing == nil)
    #expect(archive.comment == [])
    #expect(archive.isInStoredOrder)
    #expect(archive.findingTexts == [])
  }

  @Test(arguments: [true, false], [true, false]) func aPrefixMayBeCountedOrNot(isCounted: Bool, isWide: Bool) throws {
    var sample = two
    (sample.prefix, sample.countsPrefix, sample.hasZip64) = (Array("#!/bin/sh\n".utf8), isCounted, isWide)
    let archive = try open(sample)
    #expect(archive.prefix == ByteRegion(offset: 0, size: 10))
    #expect(archive.gaps == [])
    #expect(archive.contents == ["one", "two"])
    #expect(archive.findingTexts == [])
    #expect(try names(in: sample.bytes) == [[0x61], [0x62]])
  }

  @Test func givesWhatBelongsToNothing() throws {
    var sample = two
    sample.samples[1].gap = [1, 2, 3]
    (sample.gapBeforeDirectory, sample.gapBeforeEnd) = ([4], [0, 0])
    (sample.comment, sample.trailing) = (Array("note".utf8), Array("more".utf8))
    let archive = try open(sample)
    let member = Int64(30 + 1 + 3)
    let directory = 2 * member + 4
    let end = directory + 2 * 47 + 2
    #expect(
      archive.gaps == [
        ByteRegion(offset: member, size: 3), ByteRegion(offset: directory - 1, size: 1),
        ByteRegion(offset: end - 2, size: 2),
      ])
    #expect(archive.comment == Array("note".utf8))
    #expect(archive.trailing == ByteRegion(offset: end + 22 + 4, size: 4))
    #expect(archive.contents == ["one", "two"])
    #expect(try zipFindings(sample) == ["4 bytes follow the end of the archive [archive.trailing-bytes]"])
    #expect(try zipFindings(ZipSampleArchive(ZipSample("a")) { $0.trailing = [0, 0] }) == [])
  }

  @Test func tellsTheOrderOfTheDirectoryFromTheStoredOne() throws {
    let sample = ZipSampleArchive(ZipSample("a"), ZipSample("b"), ZipSample("c")) { $0.centralOrder = [2, 0, 1] }
    let archive = try open(sample)
    #expect(try archive.headers.map(\.name) == [[0x63], [0x61], [0x62]])
    #expect(archive.storedOrder == [1, 2, 0])
    #expect(!archive.isInStoredOrder)
    #expect(try names(in: sample.bytes) == [[0x61], [0x62], [0x63]])
  }

  @Test(arguments: [
    [0x50, 0x4B, 7, 8] + little(checksum([0x78])) + little(UInt32(1)) + little(UInt32(1)),
    little(checksum([0x78])) + little(UInt32(1)) + little(UInt32(1)),
    [0x50, 0x4B, 7, 8] + little(checksum([0x78])) + little(UInt64(1)) + little(UInt64(1)),
    little(checksum([0x78])) + little(UInt64(1)) + little(UInt64(1)),
  ]) func aDataDescriptorBelongsToItsMember(descriptor: [UInt8]) throws {
    let streamed = ZipSample("a", "x").changed {
      ($0.local.flags, $0.central.flags, $0.descriptor) = (8, 8, descriptor)
      ($0.local.checksum, $0.local.size, $0.local.compressedSize) = (0, 0, 0)
    }
    let archive = try open(ZipSampleArchive(streamed, ZipSample("b", "two")))
    #expect(archive.gaps == [])
    #expect(archive.findingTexts == [])
    #expect(archive.contents == ["x", "two"])
  }

  @Test func readsAZipThatIsPartOfAnotherFile() throws {
    let bytes = two.bytes
    let outer = ArchiveInput(bytes: [UInt8](repeating: 7, count: 1000) + bytes + noise(1000), name: "outer")
    let range = Int64(1000)..<Int64(1000 + bytes.count)
    let archive = try ZipArchive(ArchiveInput(range: range, of: outer, name: "outer/inner"))
    #expect(archive.prefix == nil)
    #expect(archive.trailing == nil)
    #expect(archive.contents == ["one", "two"])
  }

  @Test(arguments: [(-5..<2, [0, 1]), (2..<4, [2, 3]), (3..<900, [3, 4]), (900..<901, []), (2..<2, [])])
  func aPartReadsNothingOutsideOfItsRange(range: Range<Int64>, expected: [UInt8]) throws {
    let part = ArchiveInput(range: range, of: ArchiveInput(bytes: [0, 1, 2, 3, 4], name: "outer"), name: "part")
    #expect(part.size == Int64(expected.count))
    #expect(try part.bytes(at: 0, count: 100) == expected)
    #expect(try part.bytes(at: 1, count: 100) == Array(expected.dropFirst()))
    for offset in [-1, 100, Int64.min, .max] { #expect(try part.bytes(at: offset, count: 100) == []) }
  }

  @Test func givesTheStoredBytes() throws {
    let archive = try open(ZipSampleArchive(ZipSample("a", "text", deflated: true), ZipSample("b")))
    #expect(try archive.entries.map(archive.stored) == [deflate(Array("text".utf8)), []])
    #expect(archive.entries.map(\.compressed) == [ByteRegion(offset: 31, size: 9), ByteRegion(offset: 71, size: 0)])
  }

  @Test func readsMoreMembersThanTheOldFormatHolds() throws {
    let sink = MemorySink()
    var writer = ZipWriter(to: sink)
    for index in 0..<65_537 { try writer.add(Member(name: String(index, radix: 36)).header, content: []) }
    try writer.finish()
    let archive = try open(sink.bytes)
    #expect(archive.entries.count == 65_537)
    #expect(try archive.header(of: archive.entries[65_536]).name == Array(String(65_536, radix: 36).utf8))
    #expect(archive.findingTexts == [])
  }
}
