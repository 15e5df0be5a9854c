import Archives
import Diagnostics
import SystemPackage
import TestSupport
import Testing

struct ArchiveReaderTests {
  static let sample = [
    Member(name: "top/", type: .directory, mode: 0o755),
    Member(name: "top/empty"),
    Member(name: "top/run", mode: 0o755, modified: Timestamp(seconds: 5, nanoseconds: 500_000_000), content: "#!"),
    Member(name: "top/link", type: .symlink, linkTarget: "run"),
    Member(name: "top/" + String(repeating: "long", count: 60) + "é", content: String(repeating: "x", count: 70_000)),
    Member(name: "top/hard", type: .hardlink, linkTarget: "top/run"),
  ]

  @Test(arguments: [Compression.none, .gzip(), .xz(), .zstd()])
  func readsBackWhatIsWritten(compression: Compression) throws {
    let actual = try members(of: compressed(tar(Self.sample), compression))
    #expect(actual.map(\.header) == Self.sample.map(\.header))
    #expect(actual.map(\.content) == Self.sample.map { Array($0.content.utf8) })
  }

  @Test(
    .needs("bsdtar"), arguments: ["ustar", "pax", "gnutar", "newc", "odc", "zip"], ["none", "gzip", "bzip2", "lzma"])
  func readsWhatBsdtarWrites(format: String, filter: String) throws {
    // A compressed zip is no zip.
    if format == "zip", filter != "none" { return }
    let options = ["-cf", "-", "--format", format] + (filter == "none" ? [] : ["--\(filter)"]) + ["@-"]
    let archive = try run("bsdtar", options, input: tar([Self.sample[0], Self.sample[2]]))
    let actual = try members(of: archive)
    #expect(actual.map { String(decoding: $0.header.name, as: UTF8.self) } == ["top/", "top/run"])
    #expect(actual.map(\.header.mode) == [0o755, 0o755])
    #expect(actual.last?.content == Array("#!".utf8))
    #expect(try findings(in: archive) == [])
  }

  @Test(.needs("bsdtar")) func bsdtarReadsWhatIsWritten() throws {
    let listing = try run("bsdtar", ["-tf", "-"], input: compressed(tar(Self.sample), .gzip()))
    let lines = String(decoding: listing, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == Self.sample.count)
    #expect(lines.first == "top/")
  }

  @Test func readsAr() throws {
    let header = { (name: String, size: Int) in
      [(name, 16), ("0", 12), ("0", 6), ("0", 6), ("100644", 8), (String(size), 10)]
        .map { $0.0 + String(repeating: " ", count: $0.1 - $0.0.count) }.joined() + "`\n"
    }
    // As in a .deb; content of odd length is padded.
    let archive = "!<arch>\n" + header("debian-binary", 4) + "2.0\n" + header("odd", 3) + "abc\n"
    let actual = try members(of: Array(archive.utf8))
    #expect(actual.map(\.header.name) == [Array("debian-binary".utf8), Array("odd".utf8)])
    #expect(actual.map(\.content) == [Array("2.0\n".utf8), Array("abc".utf8)])
    #expect(try findings(in: Array(archive.utf8)) == [])
  }

  @Test func skipsContentThatIsLeftUnread() throws {
    var reader = try ArchiveReader(bytes: compressed(tar(Self.sample), .gzip()), name: "a.tar.gz")
    var (sizes, contents) = ([Int64?](), [[UInt8]]())
    try reader.forEachMember { header, reader in
      sizes.append(header.declaredSize)
      if header.type == .symlink { contents.append(try reader.readContent()) }
    }
    #expect(sizes.map { $0 ?? 0 } == Self.sample.map { Int64($0.content.utf8.count) })
    #expect(contents == [[]])
  }

  @Test(.temporaryFolder) func readsFilesByPath() throws {
    let path = TemporaryFolder.path.appending("a.tar")
    let sink = try FileSink(replacing: path)
    try sink.write(tar(Self.sample))
    try sink.finish()
    var reader = try ArchiveReader(opening: path)
    #expect(try reader.nextMember() == Self.sample[0].header)
  }

  @Test(.temporaryFolder) func refusesWhatIsNoFile() {
    let folder = TemporaryFolder.path
    #expect(message(opening: folder) == "\(folder): error: can't read: Is a directory [archive.unreadable]")
    let missing = folder.appending("missing")
    #expect(
      message(opening: missing) == "\(missing): error: can't read: No such file or directory [archive.unreadable]")
    #expect(
      message(opening: "/dev/null") == """
        /dev/null: error: it is a device, which can't be read more than once [archive.no-file]
        hint: put the bytes into a file, and name that
        """)
  }

  @Test(.needs("python3")) func fillsHolesWithZeros() throws {
    let archive = try run("python3", ["-c", sparseWriter])
    let actual = try members(of: archive)
    #expect(actual.map(\.content.count) == [300_000])
    #expect(actual.first?.content.filter { $0 != 0 } == Array("datatail".utf8))
    #expect(
      problem(
        reading: archive, limits: ReadingLimits(plainBytes: 200_000, members: nil, headerBytes: nil, nameBytes: nil))
          == """
          a.tar: error: at member 1 'sparse': the plain content is larger than the limit of 200000 bytes [archive.limit]
          hint: raise the limit with '--max-plain-bytes' if you trust the archive
          """)
  }

  private func message(opening path: FilePath) -> String? {
    do throws(ArchiveError) {
      _ = try ArchiveReader(opening: path)
      return nil
    } catch { return Diagnostic(reporting: error).description }
  }
}

// Pax sparse format 0.1 (GNU tar manual, 'Storing Sparse Files'): a hole of 100,000, 'data', a hole, 'tail'.
private let sparseWriter = """
  import io, sys, tarfile
  archive = tarfile.open(fileobj=sys.stdout.buffer, mode="w|", format=tarfile.PAX_FORMAT)
  info = tarfile.TarInfo("sparse")
  info.pax_headers = {
      "GNU.sparse.size": "300000", "GNU.sparse.numblocks": "2", "GNU.sparse.map": "100000,4,200000,4"}
  info.size = 8
  archive.addfile(info, io.BytesIO(b"datatail"))
  archive.close()
  """
