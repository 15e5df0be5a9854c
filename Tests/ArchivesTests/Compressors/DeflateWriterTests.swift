import Archives
import TestSupport
import Testing

struct DeflateWriterTests {
  /// The levels of zlib among the candidates.
  private func zlibLevels(_ writer: DeflateWriter, memLevel: Int = 8) -> Set<Int> {
    Set((1...9).filter { writer.candidates.contains(.zlib(ZlibParameters(level: $0, memLevel: memLevel))) })
  }

  // MARK: zlib

  @Test(.needs("python3"), arguments: [20, 700, 120_000]) func findsAllLevelsThatGiveTheBytes(size: Int) throws {
    for content in [prose(size), words(size)] {
      let streams = try zlibStreams(content, (1...9).map { ZlibParameters(level: $0) })
      for stream in streams {
        let expected = Set((1...9).filter { streams[$0 - 1] == stream })
        #expect(zlibLevels(identifyDeflateWriter(stream)) == expected)
      }
    }
  }

  @Test(.needs("python3"), arguments: 1...9) func findsTheMemLevel(memLevel: Int) throws {
    let stream = try zlibStream(prose(250_000), ZlibParameters(level: 6, memLevel: memLevel))
    let writer = identifyDeflateWriter(stream)
    #expect(zlibLevels(writer, memLevel: memLevel) == [6])
    #expect((1...9).filter { !zlibLevels(writer, memLevel: $0).isEmpty } == [memLevel])
  }

  @Test(.needs("python3"), arguments: ZlibParameters.Strategy.allCases)
  func findsTheStrategy(strategy: ZlibParameters.Strategy) throws {
    let parameters = ZlibParameters(level: 6, strategy: strategy)
    let writer = identifyDeflateWriter(try zlibStream(prose(100_000), parameters))
    #expect(writer.candidates.contains(.zlib(parameters)))
  }

  @Test(.needs("python3"), arguments: [1, 4, 6]) func theStartOfAStreamIsEnough(level: Int) throws {
    let stream = try zlibStream(prose(400_000), ZlibParameters(level: level))
    for count in [100_000, 100_001, stream.count - 1] {
      #expect(zlibLevels(identifyDeflateWriter(Array(stream.prefix(count)))) == [level])
    }
  }

  @Test(.needs("python3")) func aStartWithoutAWholeBlockTellsNothing() throws {
    let stream = try zlibStream(prose(500_000), ZlibParameters(level: 6))
    #expect(identifyDeflateWriter(Array(stream.prefix(1000))) == .unknown)
    #expect(identifyDeflateWriter([]) == .unknown)
  }

  @Test(.needs("python3")) func whatFollowsTheStreamIsLeftAlone() throws {
    let stream = try zlibStream(prose(5000), ZlibParameters(level: 6))
    #expect(identifyDeflateWriter(stream + [1, 2, 3, 4, 5, 6, 7, 8]) == identifyDeflateWriter(stream))
  }

  // MARK: gzip and pigz

  @Test(.needs("gzip"), arguments: [1, 3, 6, 9], [30, 20_000, 50_000, 200_000])
  func gnuGzipIsAlwaysAmongTheCandidates(level: Int, size: Int) throws {
    for content in [prose(size), words(size)] {
      let stream = try deflateStream(inGzip: run("gzip", ["-\(level)", "-n", "-c"], input: content))
      let writer = identifyDeflateWriter(stream)
      let isAmongThem =
        writer.candidates.contains(.gnuGzip(level: level)) || writer.candidates.contains(.likely(.gnuGzip))
      #expect(isAmongThem, "\(writer)")
    }
  }

  @Test(.needs("gzip")) func aLongStreamOfGnuGzipIsNotZlib() throws {
    let stream = try deflateStream(inGzip: run("gzip", ["-6", "-n", "-c"], input: prose(600_000)))
    #expect(identifyDeflateWriter(stream).description == "likely GNU gzip")
  }

  @Test(.needs("gzip"), .needs("zip"), arguments: [1, 6, 9]) func infoZipCompressesAsGnuGzip(level: Int) throws {
    let content = prose(300_000)
    let zip = try run("zip", ["-q", "-\(level)", "-", "-"], input: content)
    // What follows the lengths of name and extra fields (APPNOTE 4.3.7).
    let stream = zip[(30 + Int(zip[26]) + Int(zip[28]))...]
    #expect(try stream.starts(with: deflateStream(inGzip: run("gzip", ["-\(level)", "-n", "-c"], input: content))))
  }

  @Test(.needs("pigz"), arguments: [1, 6, 9], [100, 131_072, 131_073, 300_000])
  func pigzIsFound(level: Int, size: Int) throws {
    let stream = try deflateStream(inGzip: run("pigz", ["-\(level)", "-n", "-c"], input: prose(size)))
    let writer = identifyDeflateWriter(stream)
    #expect(writer.candidates.contains(.pigz(level: level)))
    #expect(zlibLevels(writer).isEmpty == (size > 131_072))
  }

  @Test(.needs("pigz")) func theStartOfWhatPigzWritesIsEnough() throws {
    let stream = try deflateStream(inGzip: run("pigz", ["-6", "-n", "-c"], input: prose(600_000)))
    let writer = identifyDeflateWriter(Array(stream.prefix(stream.count * 3 / 4)))
    #expect(writer.candidates.contains(.pigz(level: 6)))
    #expect(writer.isProven)
  }

  @Test(arguments: [1, 6, 9]) func ourOwnGzipIsZlibInPieces(level: Int) throws {
    let stream = try deflateStream(inGzip: compressed(prose(400_000), .gzip(level: level)))
    let writer = identifyDeflateWriter(stream)
    #expect(writer.candidates.contains(.zlibInBlocks(level: level)))
    #expect(zlibLevels(writer).isEmpty)
  }

  // MARK: others

  @Test(.needs("python3")) func storedBlocksAreStored() throws {
    let stream = try pythonStream(prose(200_000), "out.write(zlib.compress(content, 0)[2:-4])")
    let writer = identifyDeflateWriter(stream)
    #expect(writer.candidates.contains(.stored))
    #expect(writer.description == "stored blocks only")
  }

  @Test func literalsInTheFixedCodeAreNotZlib() {
    var sink = BitSink()
    sink.putFixedBlock([UInt8](repeating: 97, count: 600), isFinal: true)
    let writer = identifyDeflateWriter(sink.bytes)
    #expect(!writer.isProven)
    #expect(writer.description == "none of the known writers")
  }

  @Test(.needs("python3")) func aFlushedStreamMayBeAnotherZlib() throws {
    let script = """
      c = zlib.compressobj(6, zlib.DEFLATED, -15)
      out.write(c.compress(content[:150000]) + c.flush(zlib.Z_FULL_FLUSH) + c.compress(content[150000:]) + c.flush())
      """
    let writer = identifyDeflateWriter(try pythonStream(prose(400_000), script))
    #expect(!writer.isProven)
    #expect(writer.candidates.contains(.likely(.zlib)))
  }

  /// As Go does it: 16,384 symbols in a block, no match of three bytes.
  @Test func blocksOfGoAreLikelyGo() {
    var sink = BitSink()
    for isFinal in [false, false, true] {
      sink.putFixedBlock(noise(16_384).map { $0 % 128 }, isFinal: isFinal)
    }
    #expect(identifyDeflateWriter(sink.bytes).description == "likely Go compress/flate")
  }

  @Test(.needs("python3")) func whatIsProvenIsWhatZlibWrites() throws {
    let stream = try zlibStream(prose(6000), ZlibParameters(level: 6))
    for index in stride(from: 0, to: stream.count, by: 401) {
      var mutated = stream
      mutated[index] ^= 0x10
      let parameters = identifyDeflateWriter(mutated).candidates.compactMap {
        if case .zlib(let parameters) = $0 { parameters } else { nil }
      }
      let structure = DeflateStructure(mutated)
      for written in try parameters.isEmpty ? [] : zlibStreams(structure.plain, parameters) {
        #expect(written == Array(mutated.prefix(structure.length)))
      }
    }
  }

  @Test func randomBytesAreUnknownOrUnproven() {
    for seed in 0..<200 {
      let writer = identifyDeflateWriter(noise(3000, seed: UInt64(seed)))
      #expect(writer == .unknown || !writer.isProven)
    }
  }
}
