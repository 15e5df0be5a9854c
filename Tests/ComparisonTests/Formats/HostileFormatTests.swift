import Comparison
import Store
import TestSupport
import Testing

/// Contents that are cut off or lie about lengths are explained without a trap, and always as a difference.
struct HostileFormatTests {
  private static let samples: [(name: String, bytes: [UInt8])] = [
    ("a.json", Array(#"{"a": [1, {"b": "\u00e9"}], "c": -1.5e3}"#.utf8)),
    ("a.dist-info/RECORD", Array("\"a\"\"\",sha256=LXEW,1\r\nb,,\n".utf8)),
    ("a.dist-info/METADATA", Array("A: b\n c\nD: e\n\nbody".utf8)),
    ("META-INF/MANIFEST.MF", Array("A: b\r\n c\r\n\r\nName: x\r\n".utf8)),
    ("a.toml", Array("# c\n[a]\nb = [\n  1, \"]\",\n]\nc = \"\"\"\nx = \\\"\n\"\"\"\n\"d=\" = 1\n".utf8)),
    ("a.pyc", [0xA7, 0x0D, 0x0D, 0x0A, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
    ("a.png", png([("tIME", [1, 2, 3, 4, 5, 6, 7]), ("tEXt", Array("k\0v".utf8)), ("IEND", [])])),
    ("a.pdf", Array("%PDF-1\u{1} /CreationDate(D:2026\\)) /ID [<aa>] /ModDate <aa>".utf8)),
    ("a.gz", [0x1F, 0x8B, 8, 28, 0, 0, 0, 0, 0, 3, 2, 0, 1, 1, 65, 0, 66, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    (
      "a.so",
      ElfSample([
        .init(".dynstr", [0, 65, 0]), .init(".dynamic", [29, 1, 0].flatMap { ElfSample([]).number($0, 8) }, link: 1),
        .init(".note.gnu.build-id", ElfSample([]).note(buildID: [1, 2])), .init(".comment", [65, 0]),
      ]).bytes
    ),
  ]

  @Test(arguments: samples.indices) func showsADifferenceForContentsCutAtEachByte(index: Int) {
    let sample = Self.samples[index]
    for count in sample.bytes.indices {
      let lines = shown(sample.name, sample.bytes, Array(sample.bytes[..<count]))
      #expect(!lines.isEmpty && lines != ["the bytes are the same"], "\(sample.name) cut at \(count)")
    }
  }

  @Test(arguments: samples.indices) func showsADifferenceForEachByteThatIsOverwritten(index: Int) {
    let sample = Self.samples[index]
    for offset in sample.bytes.indices {
      for flip: UInt8 in [0xFF, 0x80, 0x01] {
        var bytes = sample.bytes
        bytes[offset] ^= flip
        let lines = shown(sample.name, sample.bytes, bytes)
        #expect(!lines.isEmpty && lines != ["the bytes are the same"], "\(sample.name) changed at \(offset)")
      }
    }
  }

  @Test func doesNotHashSectionsThatOverlapWithoutEnd() {
    var sample = ElfSample([])
    sample.sections = (0..<200).map { _ in .init(".a", [1]) }
    var bytes = sample.bytes
    // Each header lies at the end of the file: offset 0 and the size of the file in place of the section's own.
    for index in 1...200 {
      let header = bytes.count - (202 - index) * 64
      bytes.replaceSubrange((header + 24)..<(header + 40), with: sample.number(0, 8) + sample.number(bytes.count, 8))
    }
    var other = bytes
    other[16] ^= 1
    checkFallsBack("a.so", bytes, other, to: "binary")
  }

  @Test func givesUpOnNamesOfAPDFThatHaveNoValue() {
    let start = "%PDF-1\n"
    let fields = PdfField.fields(of: Array((start + "/ID(" + String(repeating: " ", count: 300) + ")/ID(a)").utf8))
    #expect(fields?.map(\.key) == [.identifier])
    let none = PdfField.fields(of: Array((start + String(repeating: "/ID(\n/x", count: 20_000) + "/ID(a)").utf8))
    #expect(none == [])
  }

  @Test func limitsTheNumberOfValues() {
    var limits = ContentLimits()
    limits.lines = 2
    let (left, right) = (Array("a=1\nb=2\nc=3\n".utf8), Array("a=1\nb=2\nc=4\n".utf8))
    guard case .text = explainContent(path: Array("a.ini".utf8), expected: left, actual: right, limits: limits) else {
      Issue.record("more values than the limit are no values")
      return
    }
  }

  private func shown(_ name: String, _ expected: [UInt8], _ actual: [UInt8]) -> [String] {
    let explanation = explainContent(path: Array(name.utf8), expected: expected, actual: actual)
    return ContentDifference(expected: nil, actual: nil, explanation: explanation).lines
  }
}
