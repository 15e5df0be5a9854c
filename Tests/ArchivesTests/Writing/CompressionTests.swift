import Archives
import TestSupport
import Testing

struct CompressionTests {
  static let sizes = [0, 1, 131_071, 131_072, 131_073, 262_144, 700_000]

  @Test(arguments: sizes) func gzipDoesNotDependOnThreads(size: Int) throws {
    let content = words(size)
    let expected = try compressed(content, .gzip(), threads: 1)
    for threads in [2, 7] { #expect(try compressed(content, .gzip(), threads: threads) == expected) }
  }

  @Test func gzipDoesNotDependOnHowItIsWritten() throws {
    let content = words(300_000)
    let memory = MemorySink()
    let sink = GzipSink(to: memory, threads: 2)
    for start in stride(from: 0, to: content.count, by: 777) {
      try sink.write(Array(content[start..<min(start + 777, content.count)]))
    }
    try sink.finish()
    #expect(memory.bytes == (try compressed(content, .gzip())))
  }

  @Test(.needs("gunzip"), arguments: [0, 1, 6, 9], sizes) func gunzipReadsGzip(level: Int, size: Int) throws {
    let content = words(size)
    #expect(try run("gunzip", ["-c"], input: compressed(content, .gzip(level: level))) == content)
  }

  @Test(.needs("gunzip")) func gunzipReadsWhatDoesNotCompress() throws {
    let content = noise(500_000)
    let actual = try compressed(content, .gzip(level: 9))
    #expect(try run("gunzip", ["-c"], input: actual) == content)
    #expect(actual.count < content.count + 1000)
  }

  @Test(.needs("pigz")) func gzipIsAboutAsSmallAsPigz() throws {
    let content = words(1_000_000)
    let pigz = try run("pigz", ["-6", "-n", "-c"], input: content)
    #expect(try compressed(content, .gzip(level: 6)).count <= pigz.count + pigz.count / 1000)
  }

  @Test func gzipHeaderHoldsNoTimeAndNoName() throws {
    let header = try #require(GzipHeader(compressed([], .gzip(level: 9))))
    #expect(header.modified == 0)
    #expect(header.name == nil)
    #expect([header.extraFlags, header.operatingSystem] == [2, 255])
    #expect(header.length == 10)
  }

  @Test func endsThreadsOfASinkThatIsDropped() throws {
    let sink = GzipSink(to: MemorySink(), threads: 3)
    try sink.write(words(1_000_000))
  }

  @Test(.needs("xz"), arguments: [0, 1, 1_000_000], [0, 6]) func xzEqualsXz(size: Int, preset: Int) throws {
    let content = words(size)
    let expected = try run("xz", ["-\(preset)", "-T1", "-c"], input: content)
    #expect(try compressed(content, .xz(preset: preset)) == expected)
  }

  @Test(.needs("python3")) func xzEqualsPythons() throws {
    let content = words(200_000)
    let script = "import lzma, sys; sys.stdout.buffer.write(lzma.compress(sys.stdin.buffer.read()))"
    #expect(try compressed(content, .xz()) == (try run("python3", ["-c", script], input: content)))
  }

  @Test(.needs("zstd"), arguments: sizes) func zstdReadsZstd(size: Int) throws {
    let content = words(size)
    #expect(try run("zstd", ["-dc"], input: compressed(content, .zstd())) == content)
  }

  @Test func keysNameParametersAndLibraries() {
    #expect(Compression.none.key == "none")
    #expect(Compression.gzip(level: 6).key.wholeMatch(of: /gzip level=6 block=131072 zlib=[\w.-]+/) != nil)
    #expect(Compression.xz(preset: 6).key.wholeMatch(of: /xz preset=6 liblzma=[\w.]+/) != nil)
    #expect(Compression.zstd(level: 3).key.wholeMatch(of: /zstd level=3 libzstd=[\w.]+/) != nil)
  }
}
