import Diagnostics
import Testing

struct DiagnosticTests {
  @Test func showsPlaceMessageCodeAndHint() {
    let problem = Diagnostic(
      "spec.unknown-layer", "unknown framework 'nunpy'", at: Place("stack.toml", line: 12, column: 9),
      hint: "did you mean 'numpy'?")
    #expect(
      problem.description
        == "stack.toml:12:9: error: unknown framework 'nunpy' [spec.unknown-layer]\nhint: did you mean 'numpy'?")
  }

  @Test func aListShowsItsProblemsInOrder() {
    let list = DiagnosticList([Diagnostic("a.b", "one"), Diagnostic("c.d", "two", severity: .warning)])
    #expect(list.description == "error: one [a.b]\nwarning: two [c.d]")
  }

  @Test(arguments: [
    ("plain name é", "plain name é"), ("a\nb\t\\", "a\\nb\\t\\\\"), ("\u{1B}[31m", "\\u{1b}[31m"),
    ("\u{202E}cod.exe", "\\u{202e}cod.exe"), ("\u{9B}2J", "\\u{9b}2J"), ("zero\u{200B}width", "zero\\u{200b}width"),
  ])
  func escapesWhatCouldDeceive(text: String, shown: String) {
    #expect(escaped(text) == shown)
  }

  @Test func escapesBytesThatAreNoText() {
    #expect(escaped(bytes: [0x61, 0xFF, 0xC3, 0xA9, 0xC3, 0x0A]) == "a\\xffé\\xc3\\n")
  }

  @Test(arguments: [
    ("nunpy", ["numpy", "scipy"], "did you mean 'numpy'?"), ("cahrt", ["chart", "table"], "did you mean 'chart'?"),
    ("zebra", ["chart", "table"], "known: 'chart', 'table'"),
  ])
  func suggestsANearName(word: String, candidates: [String], hint: String) {
    #expect(suggestion(for: word, among: candidates) == hint)
  }

  @Test(arguments: [
    (Place("a.toml"), "a.toml"), (Place("a.toml", line: 3), "a.toml:3"),
    (Place("a.toml", line: 3, column: 9), "a.toml:3:9"),
    (Place("a\nb"), "a\\nb"),
  ])
  func placesAreWrittenAsCompilersDo(place: Place, shown: String) {
    #expect(place.description == shown)
  }

  @Test(
    arguments: [
      ("ab", ["abc", "ba"], "abc"), ("numpi", ["numpy", "nump"], "nump"), ("x", ["abc"], nil), ("", ["a"], "a"),
      ("a", [], nil),
    ] as [(String, [String], String?)])
  func theNearestNameIsAtMostAThirdAway(word: String, candidates: [String], nearest: String?) {
    #expect(nearestName(to: word, among: candidates) == nearest)
  }

  @Test func withoutCandidatesNothingIsSuggested() {
    #expect(suggestion(for: "a", among: []) == nil)
  }

  @Test(arguments: [
    ("a", "b", true), ("b", "a", false), ("a", "a", false), ("Z", "a", true), ("a", "ab", true), ("z", "é", true),
  ])
  func textsAreOrderedByTheirBytes(left: String, right: String, isBefore: Bool) {
    #expect(byteOrder(left, right) == isBefore)
  }
}
