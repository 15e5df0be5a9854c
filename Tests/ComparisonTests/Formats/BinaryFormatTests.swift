import Foundation
import Store
import SystemPackage
import TestSupport
import Testing

/// Formats of bytes: each has a pair that shows what it sees, and what it leaves to the comparison as bytes.
struct BinaryFormatTests {
  @Test func pyc() {
    let start: [UInt8] = [0xA7, 0x0D, 0x0D, 0x0A]
    check(
      "a.pyc", start + [0, 0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 7], start + [0, 0, 0, 0, 2, 0, 0, 0, 9, 0, 0, 0, 8],
      """
      pyc
      changed source time: "1970-01-01T00:00:01Z" → "1970-01-01T00:00:02Z"
      changed code: "1 byte, sha256:\(ContentDigest(of: [7]))" → "1 byte, sha256:\(ContentDigest(of: [8]))"
      """)
    check(
      "a.pyc", start + [1, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8], start + [3, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 9],
      """
      pyc
      changed validation: "unchecked source hash" → "source hash"
      changed source hash: "0102030405060708" → "0102030405060709"
      """)
    checkFallsBack("a.pyc", start + [9, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8], start, to: "binary")
  }

  @Test(.needs("python3"), .temporaryFolder) func pycOfPython() throws {
    let folder = TemporaryFolder.path
    let compile = """
      import os, py_compile, sys
      os.chdir(sys.argv[1])
      open("a.py", "w").write("x = 1\\n")
      mode = py_compile.PycInvalidationMode.TIMESTAMP
      for time in (1000, 2000):
          os.utime("a.py", (time, time))
          py_compile.compile("a.py", cfile=f"{time}.pyc", doraise=True, invalidation_mode=mode)
      """
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", compile, folder.string]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    let contents = try ["1000.pyc", "2000.pyc"].map { try [UInt8](Data(contentsOf: URL(filePath: "\(folder)/\($0)"))) }
    check(
      "a.pyc", contents[0], contents[1],
      "pyc\nchanged source time: \"1970-01-01T00:16:40Z\" → \"1970-01-01T00:33:20Z\"")
  }

  @Test(arguments: [(true, false), (true, true), (false, false), (false, true)])
  func elf(is64Bit: Bool, isBigEndian: Bool) {
    func sample(_ buildID: [UInt8], runPath: String, text: [UInt8]) -> [UInt8] {
      var sample = ElfSample([])
      (sample.is64Bit, sample.isBigEndian) = (is64Bit, isBigEndian)
      let word = is64Bit ? 8 : 4
      sample.sections = [
        .init(".text", text), .init(".dynstr", Array("\0\(runPath)\0".utf8)),
        .init(".dynamic", [29, 1, 0, 0].flatMap { sample.number($0, word) }, link: 2),
        .init(".note.gnu.build-id", sample.note(buildID: buildID)), .init(".comment", Array("GCC 12\0ld\0".utf8)),
        .init(".gnu_debuglink", Array("a.debug\0crc!".utf8)),
      ]
      return sample.bytes
    }
    func summary(_ bytes: [UInt8]) -> String {
      "\"\(bytes.count) byte\(bytes.count == 1 ? "" : "s"), sha256:\(ContentDigest(of: bytes))\""
    }
    check(
      "a.so", sample([1], runPath: "/a", text: [1]), sample([2], runPath: "/b", text: [2]),
      """
      elf
      changed build id: "01" → "02"
      changed RUNPATH: "/a" → "/b"
      changed section .text: \(summary([1])) → \(summary([2]))
      changed section .dynstr: \(summary(Array("\0/a\0".utf8))) → \(summary(Array("\0/b\0".utf8)))
      """)
    checkFallsBack("a.so", sample([1], runPath: "/a", text: [1]), [0x7F, 0x45, 0x4C, 0x46], to: "binary")
  }

  @Test func pngShowsChunks() {
    let pixels = ("IDAT", [UInt8](repeating: 1, count: 4))
    check(
      "a.png",
      png([("IHDR", []), ("tIME", [7, 234, 11, 21, 7, 34, 35]), ("tEXt", Array("Software\0a".utf8)), pixels]),
      png([("IHDR", []), ("tIME", [7, 234, 11, 22, 7, 34, 35]), ("tEXt", Array("Software\0b".utf8)), pixels]) + [0],
      """
      png
      changed tIME: "2026-11-21T07:34:35Z" → "2026-11-22T07:34:35Z"
      changed tEXt Software: "a" → "b"
      extra rest: "1 byte, sha256:\(ContentDigest(of: [0]))"
      """)
    check(
      "a.png", png([("IHDR", []), ("gAMA", [])]), png([("gAMA", []), ("IHDR", [])]),
      "png\nmoved order: [\"IHDR\", \"gAMA\"] → [\"gAMA\", \"IHDR\"]")
    var damaged = png([pixels])
    damaged[damaged.count - 1] ^= 1
    checkFallsBack("a.png", png([pixels]), damaged, to: "binary")
  }

  @Test func pdf() {
    check(
      "a.pdf", "%PDF-1.7\n\u{1}/CreationDate (D:2026) /ID [<aa>]/Producer(a\\)b)/Title(x)",
      "%PDF-1.7\n\u{1}/CreationDate (D:2027) /ID [<bb>]/Producer(a\\)c)/Title(x)",
      """
      pdf
      changed /CreationDate: "D:2026" → "D:2027"
      changed /ID: "<aa>" → "<bb>"
      changed /Producer: "a\\\\\\\\)b" → "a\\\\\\\\)c"
      """)
    check(
      "a.pdf", "%PDF-1.7\n\u{1}x", "%PDF-1.7\n\u{1}y",
      "pdf\nchanged everything else: \"11 bytes, sha256:\(ContentDigest(of: "%PDF-1.7\n\u{1}x"))\" → "
        + "\"11 bytes, sha256:\(ContentDigest(of: "%PDF-1.7\n\u{1}y"))\"")
  }

  @Test func gzip() {
    func gzip(time: UInt8, system: UInt8, name: String) -> [UInt8] {
      [0x1F, 0x8B, 8, 8, time, 0, 0, 0, 2, system] + Array("\(name)\0".utf8) + [3, 0] + [UInt8](repeating: 0, count: 8)
    }
    check(
      "a.gz", gzip(time: 0, system: 3, name: "a"), gzip(time: 1, system: 255, name: "b"),
      """
      gzip
      changed time: null → "1970-01-01T00:00:01Z"
      changed operating system: 3 → 255
      changed name: "a" → "b"
      """)
    checkFallsBack("a.gz", gzip(time: 0, system: 3, name: "a"), [0x1F, 0x8B, 8], to: "binary")
  }
}
