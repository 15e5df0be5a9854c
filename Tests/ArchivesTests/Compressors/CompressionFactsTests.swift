import Archives
import TestSupport
import Testing

/// What is found in a file that is held in memory.
private func facts(_ format: CompressionFormat, _ file: [UInt8]) throws -> [CompressionFact] {
  try compressionFacts(format: format, size: Int64(file.count), read: reader(of: file))
}

private func reader(of file: [UInt8]) -> ReadBytes {
  { offset, count in
    guard offset >= 0, offset < file.count else { return [] }
    return Array(file[Int(offset)...].prefix(count))
  }
}

private func python(_ script: String) throws -> [UInt8] {
  try run("python3", ["-c", "import sys, lzma; out = sys.stdout.buffer\n" + script])
}

struct CompressionFactsTests {
  // MARK: gzip, bzip2 and lzma

  @Test func gzipFactsAreTheFieldsThatAreThere() throws {
    let all: [UInt8] = [0x1F, 0x8B, 8, 0x1C, 1, 2, 0, 0, 4, 3, 2, 0, 7, 8] + Array("name\u{0}note\u{0}".utf8)
    #expect(
      try facts(.gzip, all) == [
        CompressionFact(.gzipModified, .time(513)), .init(.gzipName, .bytes(Array("name".utf8))),
        .init(.gzipOperatingSystem, .number(3)), .init(.gzipExtraFlags, .number(4)),
        .init(.gzipComment, .bytes(Array("note".utf8))), .init(.gzipExtraField, .bytes([7, 8])),
      ])
    #expect(
      try facts(.gzip, compressed(words(10), .gzip(level: 9))) == [
        CompressionFact(.gzipOperatingSystem, .number(255)), .init(.gzipExtraFlags, .number(2)),
      ])
  }

  @Test(.needs("bzip2"), arguments: [1, 9]) func bzip2TellsItsLevel(level: Int) throws {
    for content in [[], words(100)] {
      let file = try run("bzip2", ["-\(level)", "-c"], input: content)
      #expect(try facts(.bzip2, file) == [CompressionFact(.bzip2Level, .number(Int64(level)))])
    }
    #expect(try facts(.bzip2, Array("BZh9 is no bzip2".utf8)) == [])
  }

  @Test(.needs("python3")) func lzmaTellsItsProperties() throws {
    let script = """
      filters = [{"id": lzma.FILTER_LZMA1, "dict_size": 1 << 16, "lc": 1, "lp": 2, "pb": 0}]
      out.write(lzma.compress(b"hello", lzma.FORMAT_ALONE, filters=filters))
      """
    let expected = CompressionFact(.lzmaProperties, .text("lc=1 lp=2 pb=0 dict=64KiB, end marked"))
    #expect(try facts(.lzma, try python(script)) == [expected])
    #expect(LzmaHeader([93, 0, 0, 128, 0, 5, 0, 0, 0, 0, 0, 0, 0])?.plainSize == 5)
  }

  // MARK: xz

  @Test(
    .needs("python3"),
    arguments: [
      ("CHECK_NONE", "none"), ("CHECK_CRC32", "CRC32"), ("CHECK_CRC64", "CRC64"), ("CHECK_SHA256", "SHA-256"),
    ]) func xzTellsItsCheck(name: String, check: String) throws
  {
    let file = try python("out.write(lzma.compress(b'hello', check=lzma.\(name)))")
    #expect(
      try facts(.xz, file) == [
        CompressionFact(.xzCheck, .text(check)), .init(.xzFilters, .text("lzma2 dict=8MiB")),
        .init(.xzBlocks, .text("1")), .init(.streams, .number(1)),
      ])
  }

  @Test(.needs("python3")) func xzTellsItsFilters() throws {
    let script = """
      filters = [{"id": lzma.FILTER_DELTA, "dist": 4}, {"id": lzma.FILTER_X86},
        {"id": lzma.FILTER_LZMA2, "dict_size": 3 << 18}]
      out.write(lzma.compress(b"hello", filters=filters))
      """
    let stream = try #require(XzStream(try python(script)))
    #expect(stream.filters == "delta dist=4, x86, lzma2 dict=768KiB")
  }

  @Test(.needs("xz")) func xzTellsBlocksOfSeveralThreads() throws {
    let file = try run("xz", ["-T2", "--block-size=65536", "-c"], input: words(150_000))
    let found = try facts(.xz, file)
    #expect(found.contains(CompressionFact(.xzBlocks, .text("3, the largest of 64KiB, sizes in headers"))))
    #expect(found.contains(CompressionFact(.streams, .number(1))))
    let index = try #require(try XzIndex(size: Int64(file.count), read: reader(of: file)))
    #expect(index.blocks.map(\.plainSize) == [65536, 65536, 18928])
  }

  @Test func xzCountsStreamsAndSkipsPadding() throws {
    let one = try compressed(words(1000), .xz())
    let found = try facts(.xz, one + [0, 0, 0, 0] + one + [UInt8](repeating: 0, count: 8000))
    #expect(
      found.suffix(2) == [CompressionFact(.xzBlocks, .text("2, the largest of 1000B")), .init(.streams, .number(2))])
  }

  @Test func anXzWithoutItsEndTellsWhatItsStartDoes() throws {
    let file = try compressed(words(1000), .xz())
    let start = [CompressionFact(.xzCheck, .text("CRC64")), .init(.xzFilters, .text("lzma2 dict=8MiB"))]
    for count in [40, 100, file.count - 1] { #expect(try facts(.xz, Array(file.prefix(count))) == start) }
    #expect(try facts(.xz, Array(file.prefix(11))) == [])
  }

  // MARK: zstd

  @Test(
    .needs("zstd"),
    arguments: [
      (["-1"], 512 << 10), (["-19", "--no-check"], 8 << 20), (["--zstd=wlog=20"], 1 << 20),
    ] as [([String], Int64)]) func zstdTellsItsWindow(options: [String], window: Int64) throws
  {
    let found = try facts(.zstd, run("zstd", options + ["-c"], input: words(100_000)))
    #expect(
      found == [
        CompressionFact(.zstdWindow, .number(window)),
        .init(.zstdChecksum, .text(options.contains("--no-check") ? "none" : "xxh64")), .init(.streams, .number(1)),
      ])
  }

  @Test(.needs("zstd")) func zstdTellsAContentSize() throws {
    let size = 100_000
    let file = try run("zstd", ["--stream-size=\(size)", "-c"], input: words(size))
    let frame = try #require(ZstdFrame(file))
    #expect(frame.contentSize == UInt64(size))
    #expect(frame.windowSize >= UInt64(size))
    #expect(try facts(.zstd, file).contains(CompressionFact(.zstdContentSize, .number(Int64(size)))))
  }

  @Test func zstdCountsFramesOfContentOnly() throws {
    let one = try compressed(words(300_000), .zstd())
    let skippable: [UInt8] = [0x53, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
    let found = try facts(.zstd, skippable + one + skippable + one)
    #expect(found.last == CompressionFact(.streams, .number(2)))
    #expect(try facts(.zstd, one + [1]).last == CompressionFact(.streams, .number(1)))
    #expect(try facts(.zstd, Array(one.dropLast())).contains { $0.field == .streams } == false)
  }

  @Test func zstdHeadersOfAllShapes() {
    let magic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]
    #expect(ZstdFrame(magic + [0x20, 7])?.contentSize == 7)
    #expect(ZstdFrame(magic + [0x60, 1, 1])?.windowSize == 513)
    #expect(ZstdFrame(magic + [0x03, 0x51, 4, 3, 2, 1])?.dictionaryID == 0x0102_0304)
    #expect(ZstdFrame(magic + [0, 0xFF])?.windowSize == 4_123_168_604_160)
    #expect(ZstdFrame(magic + [0xE0] + [UInt8](repeating: 255, count: 8))?.contentSize == .max)
    #expect(ZstdFrame(magic + [8, 0]) == nil)
    #expect(ZstdFrame(magic + [0]) == nil)
  }

  // MARK: any bytes

  @Test func oddContentOnlyLeavesFactsOut() throws {
    let files = try [
      compressed(words(3000), .gzip()), compressed(words(3000), .xz()), compressed(words(3000), .zstd()),
    ]
    let changes = noise(2 * 400, seed: 3)
    for (format, file) in zip([CompressionFormat.gzip, .xz, .zstd], files) {
      let whole = try facts(format, file)
      for count in 0..<file.count { #expect(try facts(format, Array(file.prefix(count))).count <= whole.count) }
      for index in 0..<400 {
        var mutated = file
        // Headers and ends are where facts are read.
        let place = Int(changes[2 * index]) % 80
        mutated[index % 2 == 0 ? place : file.count - 1 - place] = changes[2 * index + 1]
        #expect(try facts(format, mutated).count <= 6)
      }
    }
    for format in CompressionFormat.allCases {
      #expect(try facts(format, []) == [])
      #expect(try facts(format, noise(300, seed: 9)).filter { $0.field != .lzmaProperties } == [])
    }
  }

  @Test func anErrorOfTheReaderIsPassedOn() {
    let error = ArchiveError.damaged(archive: "a.gz", member: nil, reason: "gone")
    #expect(throws: error) {
      try compressionFacts(format: .gzip, size: 9) { (_, _) throws(ArchiveError) in throw error }
    }
  }
}
