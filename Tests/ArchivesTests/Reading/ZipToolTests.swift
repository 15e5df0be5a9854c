import Archives
import TestSupport
import Testing

/// Zips of other programs: nothing is odd about them, and their contents are read.
struct ZipToolTests {
  @Test(.needs("python3"), arguments: ["STORED", "DEFLATED", "BZIP2", "LZMA"], ["file", "stream", "zip64"])
  func readsWhatPythonWrites(method: String, output: String) throws {
    let content = words(300_000)
    let archive = try run("python3", ["-c", pythonWriter, method, output], input: content)
    let reading = try open(archive)
    #expect(try reading.entries.map { try reading.content(of: $0).readAll() } == [content, [], Array("x".utf8)])
    #expect(reading.gaps == [])
    #expect(reading.findingTexts == [])
    #expect(try members(of: archive).map(\.content) == [content, [], Array("x".utf8)])
  }

  @Test(.needs("zip"), .needs("sh"), arguments: ["-q", "-q0", "-qX", "-q -fz"]) func readsWhatZipWrites(
    options: String
  ) throws {
    let script = """
      mkdir d && cat > d/content && : > d/empty && chmod 750 d/content && ln -s content d/link
      zip \(options) -ry out.zip d > /dev/null && cat out.zip
      """
    let content = words(100_000)
    let archive = try run("sh", ["-c", "cd $(mktemp -d) && trap 'rm -rf $PWD' EXIT; \(script)"], input: content)
    let reading = try open(archive)
    let headers = try reading.headers.sorted { $0.name.lexicographicallyPrecedes($1.name) }
    #expect(headers.map { String(decoding: $0.name, as: UTF8.self) } == ["d/", "d/content", "d/empty", "d/link"])
    #expect(headers.map(\.type) == [.directory, .file, .file, .symlink])
    #expect(headers[1].mode == 0o750)
    #expect(headers[3].linkTarget == Array("content".utf8))
    #expect(try reading.entries.map { try reading.content(of: $0).readAll().count }.reduce(0, +) == 100_007)
    #expect(reading.findingTexts == [])
  }

  @Test(.needs("zip")) func readsWhatZipStreams() throws {
    let content = words(100_000)
    let archive = try run("zip", ["-q", "-", "-"], input: content)
    let reading = try open(archive)
    #expect(try reading.entries.map { try reading.content(of: $0).readAll() } == [content])
    #expect(reading.gaps == [])
    #expect(reading.findingTexts == [])
  }

  @Test(.needs("zip"), .needs("sh")) func saysThatContentIsEncrypted() throws {
    let script = "cd $(mktemp -d) && trap 'rm -rf $PWD' EXIT; echo x > a; zip -q -P secret o.zip a; cat o.zip"
    let archive = try run("sh", ["-c", script])
    #expect(
      try open(archive).contents == [
        "a.zip: error: member 1 'a' can't be unpacked: it is encrypted [archive.unsupported]"
      ])
  }

  @Test(.needs("zstd"), arguments: [93: ["zstd", "-q"], 95: ["xz"]]) func readsZstdAndXz(
    method: UInt16, tool: [String]
  ) throws {
    let content = words(50_000)
    let stored = try run(tool[0], Array(tool.dropFirst()), input: content)
    let sample = ZipSample([0x61], stored).with {
      ($0.method, $0.size, $0.checksum) = (method, UInt32(content.count), checksum(content))
    }
    let reading = try open(ZipSampleArchive(sample))
    #expect(try reading.content(of: reading.entries[0]).readAll() == content)
    #expect(reading.findingTexts == [])
  }
}

private let pythonWriter = """
  import sys, zipfile
  class Stream:
      def write(self, data): return sys.stdout.buffer.write(data)
      def flush(self): sys.stdout.buffer.flush()
  import io
  method, output = getattr(zipfile, "ZIP_" + sys.argv[1]), sys.argv[2]
  file = Stream() if output == "stream" else io.BytesIO()
  with zipfile.ZipFile(file, "w", method) as archive:
      with archive.open("content", "w", force_zip64=output == "zip64") as member:
          member.write(sys.stdin.buffer.read())
      archive.writestr("empty", b"")
      archive.writestr("x", b"x")
  if output != "stream": sys.stdout.buffer.write(file.getvalue())
  """
