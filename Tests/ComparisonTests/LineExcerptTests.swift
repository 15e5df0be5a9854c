import Comparison
import Testing

/// What is shown of long lines.
struct LineExcerptTests {
  private func text(_ line: String, against other: String? = nil, limit: Int = 10) -> String {
    LineExcerpt(of: Array(line.utf8), against: other.map { Array($0.utf8) }, limit: limit).text
  }

  @Test func shortLineIsShownWhole() {
    #expect(text("0123456789") == "0123456789")
    #expect(text("") == "")
  }

  @Test func longLineIsCutAroundItsFirstChange() {
    #expect(
      text("aaaaaaaaaaaaaaaaaaaaLEFTbbbbbbbb", against: "aaaaaaaaaaaaaaaaaaaaRIGHTbbbb")
        == "(15 bytes) …aaaaaLEFTb… (7 more bytes)")
    #expect(text("aaaaaaaaaaaaaaaaaaaaLEFT", against: "aaaaaaaaaaaaaaaaaaaaRIGHT") == "(15 bytes) …aaaaaLEFT")
  }

  @Test func longLineWithoutCounterpartIsCutAtItsEnd() {
    #expect(text("0123456789abc") == "0123456789… (3 more bytes)")
  }

  @Test func noCharacterIsCutApart() {
    #expect(text("ééééééééééX", against: "ééééééééééY", limit: 9) == "(16 bytes) …ééX")
    #expect(text("ééééééééééX", limit: 9) == "éééé… (13 more bytes)")
    let broken = [UInt8](repeating: 0x80, count: 12)
    #expect(LineExcerpt(of: broken, limit: 10).before == 0)
    #expect(LineExcerpt(of: broken, limit: 10).after == 2)
  }

  @Test func unifiedDifferenceShowsTheChangeOfALongLine() {
    let long = { (word: String) in
      String(repeating: "a", count: 1000) + word + String(repeating: "b", count: 1000) + "\n"
    }
    let difference = compareTexts(expected: Array(long("LEFT").utf8), actual: Array(long("RIGHT").utf8))
    let (before, after) = (String(repeating: "a", count: 120), String(repeating: "b", count: 116))
    #expect(
      difference?.lines == [
        "--- expected", "+++ actual", "@@ -1,1 +1,1 @@", "-(880 bytes) …\(before)LEFT\(after)… (884 more bytes)",
        "+(880 bytes) …\(before)RIGHT\(after.dropLast())… (885 more bytes)",
      ])
  }
}
