import Archives
import Testing

struct Bzip2StreamsTests {
  @Test(arguments: [1, 2, 5]) func streamsAreCounted(count: Int) throws {
    let mark = Array("BZh9".utf8) + [0x31, 0x41, 0x59, 0x26, 0x53, 0x59]
    let stream = mark + [UInt8](repeating: 0x42, count: 100_003) + Array("BZh".utf8)
    let input = ArchiveInput(bytes: (0..<count).flatMap { _ in stream }, name: "a.bz2")
    #expect(try bzip2Streams(input) == count)
  }

  @Test func otherBytesHoldNone() throws {
    #expect(try bzip2Streams(ArchiveInput(bytes: Array("BZh9, not a stream".utf8), name: "a")) == 0)
    #expect(try bzip2Streams(ArchiveInput(bytes: [], name: "a")) == 0)
  }
}
