import Causes
import Comparison
import TestSupport
import Testing

/// Contents that are cut off or lie about lengths are examined without a trap, and nothing unequal is explained.
struct HostileContentTests {
  private static let samples: [(name: String, bytes: [UInt8])] = [
    ("a.pyc", [0xA7, 0x0D, 0x0D, 0x0A, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
    ("a.png", png([("tIME", [1, 2, 3, 4, 5, 6, 7]), ("tEXt", Array("date:create\u{0}x".utf8)), ("IEND", [])])),
    ("a.pdf", Array("%PDF-1 /CreationDate(D:20260101) /ID [<aa>] /ModDate <aa>".utf8)),
    ("a.dist-info/RECORD", Array("\"a\"\"\",sha256=LXEW,1\nb,,\n".utf8)),
    ("a.dist-info/WHEEL", Array("Generator: a\nTag: b\n c\n\nx".utf8)),
    ("META-INF/MANIFEST.MF", Array("A: b\n c\n\nName: x\nBuilt-By: y\nZ: z\n".utf8)),
    ("a.json", Array(#"{"a": ["\"", 1, [2]], "b": "é"}"#.utf8)),
    ("a.txt", Array("/build/x Sat, 21 Nov 2026 07:34:35 +0000 1700000000. 2026-11-2".utf8)),
    ("a.so", ElfSample([.init(".note.gnu.build-id", ElfSample([]).note(buildID: [1, 2, 3]))]).bytes),
  ]

  @Test(arguments: samples.indices) func endsForContentsCutAtEachByte(index: Int) {
    let sample = Self.samples[index]
    let examiner = ContentCauses()
    for count in sample.bytes.indices {
      let examination = examiner.examine(
        name: Array(sample.name.utf8), expected: sample.bytes, actual: Array(sample.bytes[..<count]))
      #expect(!examination.isExplained || count + 1 == sample.bytes.count, "\(sample.name) cut at \(count)")
    }
  }

  @Test(arguments: samples.indices) func endsForEachByteThatIsOverwritten(index: Int) {
    let sample = Self.samples[index]
    let examiner = ContentCauses()
    for offset in sample.bytes.indices {
      var bytes = sample.bytes
      bytes[offset] ^= 0xFF
      let one = examiner.examine(name: Array(sample.name.utf8), expected: sample.bytes, actual: bytes)
      let other = examiner.examine(name: Array(sample.name.utf8), expected: bytes, actual: sample.bytes)
      #expect(one.isExplained == other.isExplained, "\(sample.name) changed at \(offset)")
    }
  }

  @Test func endsForDeepAndOpenBrackets() {
    let deep = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
    check("a.json", deep, deep + [UInt8(ascii: "]")], "not explained")
    check("a.json", deep, Array(deep.dropLast()) + [UInt8(ascii: "{")], "not explained")
  }

  @Test func givesUpWhenLinesTakeTooManySteps() {
    let lines = (0..<50).map { "line \($0)\n" }.joined()
    let (expected, actual) = (lines + "on 2026-11-21\nend\n", "new\n" + lines + "on 2026-11-22\nend\n")
    func examine(_ examiner: ContentCauses) -> String {
      examiner.examine(name: Array("a".utf8), expected: Array(expected.utf8), actual: Array(actual.utf8)).text
    }
    #expect(
      examine(ContentCauses())
        == "not explained\ntimestamp-text: 1 date differs: '2026-11-21' expected, '2026-11-22' actual")
    #expect(examine(ContentCauses(stepLimit: 5)) == "not explained")
  }
}
