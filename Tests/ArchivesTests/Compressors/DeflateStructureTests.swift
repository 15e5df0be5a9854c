import Archives
import TestSupport
import Testing

struct DeflateStructureTests {
  @Test func countsWhatABlockHolds() throws {
    var sink = BitSink()
    sink.putFixedBlock(Array("abc".utf8), isFinal: false)
    sink.put(1, bits: 1)
    sink.put(1, bits: 2)
    sink.putCode(1, bits: 7)  // Length 3.
    sink.putCode(2, bits: 5)  // Distance 3.
    sink.putCode(0, bits: 7)
    let structure = DeflateStructure(sink.bytes + [9, 9])
    #expect(structure.plain == Array("abcabc".utf8))
    #expect(structure.blocks.map(\.symbols) == [3, 1])
    #expect(structure.blocks.map(\.plainCount) == [3, 3])
    #expect(structure.blocks.map(\.farthest) == [0, 3])
    #expect(structure.blocks.map(\.shortMatches) == [0, 1])
    #expect(structure.blocks.map(\.isFinal) == [false, true])
    #expect(structure.isComplete)
    #expect(structure.length == sink.bytes.count)
  }

  @Test func readsStoredBlocks() {
    let structure = DeflateStructure([0, 2, 0, 0xFD, 0xFF, 7, 8, 1, 0, 0, 0xFF, 0xFF])
    #expect(structure.plain == [7, 8])
    #expect(structure.blocks.map(\.type) == [.stored, .stored])
    #expect(structure.isComplete)
  }

  @Test(.needs("python3"), arguments: [1, 6, 9]) func decodesWhatZlibWrites(level: Int) throws {
    for content in [prose(200_000), words(200_000), noise(50_000), [UInt8](repeating: 0, count: 300_000), []] {
      let structure = DeflateStructure(try zlibStream(content, ZlibParameters(level: level)))
      #expect(structure.plain == content)
      #expect(structure.isComplete)
      #expect(structure.blocks.reduce(0) { $0 + $1.plainCount } == content.count)
    }
  }

  @Test(.needs("python3")) func fullBlocksTellTheMemLevel() throws {
    let memLevels = Array(1...9)
    let streams = try zlibStreams(prose(250_000), memLevels.map { ZlibParameters(level: 6, memLevel: $0) })
    for (memLevel, stream) in zip(memLevels, streams) {
      let structure = DeflateStructure(stream)
      #expect(Set(structure.blocks.dropLast().map(\.symbols)) == [1 << (memLevel + 6) - 1])
      #expect(structure.blocks.allSatisfy { $0.farthest <= 32_506 })
    }
  }

  @Test func stopsWhereItIsTold() throws {
    var sink = BitSink()
    for _ in 0..<20 { sink.putFixedBlock([UInt8](repeating: 97, count: 10), isFinal: false) }
    let byPlain = DeflateStructure(sink.bytes, limits: .init(plain: 45, plainInOneBlock: 1000, blocks: 1000))
    #expect(byPlain.blocks.count == 5)
    let byBlocks = DeflateStructure(sink.bytes, limits: .init(plain: 1000, plainInOneBlock: 1000, blocks: 3))
    #expect(byBlocks.blocks.count == 3)
    let withinABlock = DeflateStructure(sink.bytes, limits: .init(plain: 1000, plainInOneBlock: 15, blocks: 1000))
    #expect(withinABlock.blocks.count == 1)
    #expect(withinABlock.plain.count == 15)
    #expect(!withinABlock.isComplete && !withinABlock.isDamaged)
  }

  @Test(arguments: [
    [7] as [UInt8],  // A block of the fourth type.
    [1, 2, 0, 0, 0, 7, 8],  // A stored block whose two lengths disagree.
    [0xFD, 0, 0],  // A code for 288 symbols.
    [0x05, 0, 0x92, 0x04, 0, 0],  // Four codes of one bit.
    [0x03, 0x02, 0, 0, 0, 0, 0],  // A match at the very start.
  ]) func tellsDamage(stream: [UInt8]) {
    #expect(DeflateStructure(stream).isDamaged)
    #expect(DeflateStructure(stream).blocks.isEmpty)
  }

  @Test(.needs("python3")) func aCutStreamIsNotDamaged() throws {
    let content = prose(3000)
    let stream = try zlibStream(content, ZlibParameters(level: 6))
    for count in 0..<stream.count {
      let structure = DeflateStructure(Array(stream.prefix(count)))
      #expect(!structure.isDamaged && !structure.isComplete)
      #expect(structure.plain == Array(content.prefix(structure.plain.count)))
    }
  }

  @Test(.needs("python3")) func survivesAnyBytes() throws {
    let stream = try zlibStream(prose(4000), ZlibParameters(level: 6))
    let changes = noise(3 * 300, seed: 7)
    for index in 0..<300 {
      var mutated = stream
      let place = (Int(changes[3 * index]) << 8 | Int(changes[3 * index + 1])) % mutated.count
      mutated[place] = changes[3 * index + 2]
      #expect(DeflateStructure(mutated).plain.count <= 5 << 20)
      #expect(DeflateStructure(noise(200, seed: UInt64(index))).blocks.count <= 1600)
    }
  }
}
