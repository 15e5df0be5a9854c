import Archives
import TestSupport
import Testing

struct ContainerTests {
  @Test(arguments: [(Compression.gzip(), CompressionFormat.gzip), (.xz(), .xz), (.zstd(), .zstd)])
  func identifiesCompressedContent(compression: Compression, format: CompressionFormat) throws {
    #expect(identifyContainer(try compressed(words(100), compression)) == .compressed(format))
  }

  @Test(.needs("python3")) func identifiesLzma() throws {
    let script = "import lzma, sys; sys.stdout.buffer.write(lzma.compress(b'hello', lzma.FORMAT_ALONE))"
    #expect(identifyContainer(try run("python3", ["-c", script])) == .compressed(.lzma))
  }

  @Test func identifiesArchives() throws {
    #expect(identifyContainer(try tar([Member(name: "a")])) == .tar)
    #expect(identifyContainer(Array("PK\u{3}\u{4}".utf8)) == .zip)
    #expect(identifyContainer(Array("!<arch>\n".utf8)) == .ar)
    #expect(identifyContainer(Array("070701".utf8)) == .cpio)
  }

  @Test(arguments: ["", "hello", "]\u{0}\u{0}"]) func knowsNothingOfOtherContent(text: String) {
    #expect(identifyContainer(Array(text.utf8)) == nil)
  }

  @Test func readsAllFieldsOfAGzipHeader() throws {
    let start: [UInt8] =
      [0x1F, 0x8B, 8, 0x1E, 1, 2, 0, 0, 4, 3, 2, 0, 7, 8] + Array("name\u{0}note\u{0}".utf8) + [1, 2]
    let header = try #require(GzipHeader(start + [9, 9]))
    #expect(header.modified == 513)
    #expect([header.extraFlags, header.operatingSystem] == [4, 3])
    #expect(header.extraField == [7, 8])
    #expect(header.name == Array("name".utf8))
    #expect(header.comment == Array("note".utf8))
    #expect(header.length == start.count)
    for count in start.indices { #expect(GzipHeader(Array(start.prefix(count))) == nil) }
  }
}
