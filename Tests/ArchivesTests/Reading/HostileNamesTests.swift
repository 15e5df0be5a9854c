import Archives
import Glibc
import TestSupport
import Testing

struct HostileNamesTests {
  @Test(arguments: ["/etc/passwd", "../../x", "a/../b", "", ".", "a\nb", "\u{202E}txt.exe", "C:\\x", "e\u{301}", "é"])
  func keepsNamesAsTheyAre(name: String) throws {
    #expect(try names(in: tar([Member(name: name)])) == [Array(name.utf8)])
    #expect(try findings(in: tar([Member(name: name)])) == (name.isEmpty ? [noName] : []))
  }

  @Test(arguments: [[0xFF, 0x66], [0x66, 0xC3], [0xED, 0xA0, 0x80], [0xE9]] as [[UInt8]])
  func keepsBytesThatAreNoText(name: [UInt8]) throws {
    var header = Member(name: "").header
    header.name = name
    #expect(try names(in: tar([(header, [])])) == [name])
  }

  @Test(arguments: ["C", "C.UTF-8"]) func namesDoNotDependOnTheLocale(locale: String) throws {
    let locale = try #require(newlocale(1 << LC_CTYPE, locale, nil))
    let previous = uselocale(locale)
    defer {
      uselocale(previous)
      freelocale(locale)
    }
    // Decomposed: libarchive would compose it in a UTF-8 locale.
    let name = "e\u{301}-\u{1100}\u{1161}"
    let archive = try tar([Member(name: name), Member(name: "link", type: .symlink, linkTarget: name)])
    let actual = try members(of: archive)
    #expect(actual.first?.header.name == Array(name.utf8))
    #expect(actual.last?.header.linkTarget == Array(name.utf8))
    #expect(try findings(in: archive) == [])
  }

  @Test(.needs("python3"), arguments: ["C", "C.UTF-8"]) func zipNamesAreTheStoredBytes(locale: String) throws {
    let locale = try #require(newlocale(1 << LC_CTYPE, locale, nil))
    let previous = uselocale(locale)
    defer {
      uselocale(previous)
      freelocale(locale)
    }
    let expected = ["plain", "é", "e\u{301}", String(repeating: "ü", count: 300), "../x"].map { Array($0.utf8) }
    let script = """
      import sys, zipfile
      with zipfile.ZipFile(sys.stdout.buffer, "w") as archive:
          for name in ["plain", "\\u00e9", "e\\u0301", "\\u00fc" * 300, "../x"]: archive.writestr(name, name)
      """
    let archive = try run("python3", ["-c", script])
    #expect(try members(of: archive).map(\.header.name) == expected)
    #expect(try members(of: archive).map(\.content) == expected)
    #expect(try findings(in: archive) == [])
    // A program in front, as in self-extracting zips.
    #expect(try members(of: Array("#!/bin/sh\n".utf8) + archive).map(\.header.name) == expected)
  }

  @Test func endsNamesAtNUL() throws {
    var header = Member(name: "").header
    header.name = Array("a\u{0}b".utf8)
    #expect(try names(in: tar([(header, [])])) == [[97]])
  }

  @Test func limitsNames() throws {
    let archive = try tar([Member(name: "short"), Member(name: String(repeating: "n", count: 100_000))])
    let shown = String(repeating: "n", count: 120)
    #expect(
      problem(reading: archive) == """
        a.tar: error: at member 2 '\(shown)… (100000 bytes)': \
        the member's name or link target is longer than the limit of 65536 bytes [archive.limit]
        hint: raise the limit with '--max-name-bytes' if you trust the archive
        """)
    #expect(try members(of: archive, limits: .none).last?.header.name.count == 100_000)
  }

  @Test func limitsMembersAndHeaders() throws {
    let archive = try tar((1...4).map { Member(name: "\($0)") } + [Member(name: String(repeating: "n", count: 5000))])
    #expect(
      problem(reading: archive, limits: ReadingLimits(plainBytes: nil, members: 3, headerBytes: nil, nameBytes: nil))
        == """
        a.tar: error: at member 4 '4': there are more members than the limit of 3 members [archive.limit]
        hint: raise the limit with '--max-members' if you trust the archive
        """)
    #expect(
      problem(
        reading: archive, limits: ReadingLimits(plainBytes: nil, members: nil, headerBytes: 4096, nameBytes: nil))?
        .contains("the member's header is larger than the limit of 4096 bytes [archive.limit]") == true)
  }

  @Test func endsAtAFlatBomb() throws {
    let zeros = [UInt8](repeating: 0, count: 10_000_000)
    let bomb = try compressed(tar([(Member(name: "zeros").header, zeros)]), .gzip())
    #expect(bomb.count < 30_000)
    let limits = ReadingLimits(plainBytes: 1_000_000, members: nil, headerBytes: nil, nameBytes: nil)
    #expect(problem(reading: bomb, limits: limits)?.contains("[archive.limit]") == true)
    // Content that is skipped counts as well.
    var reader = try ArchiveReader(bytes: bomb, name: "a.tar", limits: limits)
    _ = try reader.nextMember()
    #expect(throws: ArchiveError.self) { try skip(&reader) }
  }

  @Test(.needs("python3")) func survivesManySpecialHeaders() throws {
    let script = """
      import sys, tarfile
      header = tarfile.TarInfo.create_pax_global_header({"comment": "x"})
      sys.stdout.buffer.write(header * 20000 + b"\\0" * 1024)
      """
    #expect(problem(reading: try run("python3", ["-c", script])) != "")
  }

  private func skip(_ reader: inout ArchiveReader) throws(ArchiveError) { _ = try reader.nextMember() }

  private var noName: String { "a.tar: warning: member 1 has no name [archive.no-name]" }
}
