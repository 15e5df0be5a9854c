import Causes
import Comparison
import TestSupport
import Testing

/// Each cause of a format has a pair of contents that shows it, and pairs that must not.
struct FormatCauseTests {
  @Test func pycMtime() {
    check(
      "a.pyc", pyc(time: 1), pyc(time: 2),
      "explained\npyc-mtime: source time 1970-01-01T00:00:01Z expected, 1970-01-01T00:00:02Z actual")
    check(
      "a.pyc", pyc(time: 1), pyc(time: 2, code: [1, 2]),
      "not explained\npyc-mtime: source time 1970-01-01T00:00:01Z expected, 1970-01-01T00:00:02Z actual")
    check("a.pyc", pyc(flags: 1, time: 1), pyc(flags: 1, time: 2), "not explained")
    check("a.pyc", pyc(time: 1, size: 1), pyc(time: 2, size: 2), "not explained")
    check("a.bin", pyc(time: 1), pyc(time: 2), "not explained")
    check("a.pyc", Array(pyc(time: 1).prefix(15)), pyc(time: 2), "not explained")
  }

  @Test func jarManifest() {
    check(
      "META-INF/MANIFEST.MF",
      "Manifest-Version: 1.0\r\nBuilt-By: al\r\n ice\r\nBuild-Jdk: 17\r\nMain-Class: a\r\n\r\nName: x\r\nA: b\r\n\r\n",
      "Main-Class: a\r\nManifest-Version: 1.0\r\nBuild-Jdk: 21\r\n\r\nName: x\r\nA: b\r\n\r\n",
      """
      explained
      jar-manifest: Build-Jdk: '17' expected, '21' actual
      jar-manifest: Built-By: 'alice' expected, nothing actual
      jar-manifest: attributes stand in another order
      """)
    check("META-INF/MANIFEST.MF", "Main-Class: a\n", "Main-Class: b\n", "not explained")
    check(
      "META-INF/MANIFEST.MF", "Built-By: a\nX: 1\n", "Built-By: b\nX: 2\n",
      "not explained\njar-manifest: Built-By: 'a' expected, 'b' actual")
    check(
      "META-INF/MANIFEST.MF", "A: 1\n\nName: x\nS: true\n\nName: y\nS: false\n",
      "A: 1\n\nName: x\nS: false\n\nName: y\nS: true\n", "not explained")
    check("MANIFEST", "Built-By: a\n", "Built-By: b\n", "not explained")
    check("META-INF/MANIFEST.MF", "Built-By a\n", "Built-By b\n", "not explained")
  }

  @Test func wheelMetadata() {
    check(
      "a.dist-info/WHEEL", "Wheel-Version: 1.0\nGenerator: setuptools (80.1)\nTag: x\n",
      "Wheel-Version: 1.0\nGenerator: setuptools (80.9)\nTag: x\n",
      "explained\nwheel-metadata: Generator 'setuptools (80.1)' expected, Generator 'setuptools (80.9)' actual")
    check(
      "a.dist-info/METADATA", "Name: a\nLicense: b\n c\n\nName: body\n", "License: b\n c\nName: a\n\nName: body\n",
      "explained\nwheel-metadata: fields stand in another order")
    check("a.dist-info/METADATA", "Generator: 1\n", "Generator: 2\n", "not explained")
    check("a.dist-info/WHEEL", "Tag: x\n", "Tag: y\n", "not explained")
    check("a.dist-info/METADATA", "Name: a\n\nb\nc\nd", "Name: a\n\nb\nc\ne", "not explained")
  }

  @Test func pngTime() {
    let (early, late): ([UInt8], [UInt8]) = ([7, 234, 11, 21, 7, 34, 35], [7, 234, 11, 22, 7, 34, 35])
    let pixels = ("IDAT", [UInt8]("pixels".utf8))
    let date = ("tEXt", [UInt8]("date:create\u{0}2026".utf8))
    check(
      "a.png", png([("IHDR", []), ("tIME", early), pixels]), png([("IHDR", []), ("tIME", late), date, pixels]),
      "explained\npng-time: 1 chunk with a time expected, 2 actual")
    check("a.png", png([("tEXt", [65, 0, 66])]), png([("tEXt", [65, 0, 67])]), "not explained")
    check(
      "a.png", png([("tIME", early), pixels]), png([("tIME", late), ("IDAT", [1])]),
      "not explained\npng-time: 1 chunk with a time expected, 1 actual")
  }

  @Test func pdfDates() {
    func pdf(_ date: String, _ id: String, _ title: String = "a") -> String {
      "%PDF-1.7\n\u{1}<< /CreationDate (\(date)) /Title (\(title)) >>\ntrailer << /ID [<\(id)>] >>"
    }
    check(
      "a.pdf", pdf("D:20261121073435Z", "00aa"), pdf("D:20261122", "00bb"),
      "explained\npdf-dates: 2 values differ, such as 'D:20261121073435Z' expected, 'D:20261122' actual")
    check("a.pdf", pdf("yesterday", "00aa"), pdf("D:20261122", "00aa"), "not explained")
    check("a.pdf", pdf("D:20261122", "00", "a"), pdf("D:20261122", "00", "b"), "not explained")
    check("a.pdf", pdf("D:20261122", "00aa"), pdf("D:20261122", "00aabb"), "not explained")
  }

  @Test(arguments: [(true, false), (false, true)]) func elfBuildID(is64Bit: Bool, isBigEndian: Bool) {
    func elf(_ buildID: [UInt8], text: [UInt8] = [1]) -> [UInt8] {
      var sample = ElfSample([])
      (sample.is64Bit, sample.isBigEndian) = (is64Bit, isBigEndian)
      sample.sections = [.init(".text", text), .init(".note.gnu.build-id", sample.note(buildID: buildID))]
      return sample.bytes
    }
    check("a.so", elf([1, 2]), elf([3, 4]), "explained\nelf-build-id: build id 0102 expected, 0304 actual")
    check("a.so", elf([1, 2]), elf([3, 4], text: [2]), "not explained")
    check("a.so", elf([1, 2]), elf([3, 4, 5, 6]), "not explained")
  }

  @Test func onlyHeadersOfLargeContentsAreExamined() {
    let causes = ContentCauses(sizeLimit: 20)
    func examine(_ name: String, _ expected: [UInt8], _ actual: [UInt8]) -> String {
      causes.examine(name: Array(name.utf8), expected: expected, actual: actual).text
    }
    let code = [UInt8](repeating: 7, count: 30)
    #expect(
      examine("a.pyc", pyc(time: 1, code: code), pyc(time: 2, code: code))
        == "explained\npyc-mtime: source time 1970-01-01T00:00:01Z expected, 1970-01-01T00:00:02Z actual")
    let (left, right) = ("a long line 2026-11-21", "a long line 2026-11-22")
    #expect(examine("a.txt", Array(left.utf8), Array(right.utf8)) == "not explained")
  }

  private func pyc(flags: UInt8 = 0, time: UInt8, size: UInt8 = 9, code: [UInt8] = [1]) -> [UInt8] {
    [0xA7, 0x0D, 0x0D, 0x0A, flags, 0, 0, 0, time, 0, 0, 0, size, 0, 0, 0] + code
  }
}
