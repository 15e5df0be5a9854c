import CanonicalJSON
import Comparison
import Store
import Testing

struct ContentTests {
  @Test func showsAUnifiedDifference() {
    let text = (1...20).map { "line \($0)\n" }.joined()
    var changed = text.replacing("line 3\n", with: "line three\n").replacing("line 5\n", with: "")
    changed.append("end\u{1B}")
    check(
      text, changed,
      """
      --- expected
      +++ actual
      @@ -1,8 +1,7 @@
       line 1
       line 2
      -line 3
      +line three
       line 4
      -line 5
       line 6
       line 7
       line 8
      @@ -18,3 +17,4 @@
       line 18
       line 19
       line 20
      +end\\u{1b}
      \\ no newline at the end
      """)
  }

  @Test func showsAMissingFinalNewline() {
    check("a\n", "a", "--- expected\n+++ actual\n@@ -1,1 +1,1 @@\n-a\n+a\n\\ no newline at the end")
  }

  @Test func showsAnEmptySide() {
    check("", "a\n", "--- expected\n+++ actual\n@@ -0,0 +1,1 @@\n+a")
  }

  @Test func tellsLineEndingsFromChanges() {
    check(
      "a\nb\n", "\u{FEFF}a\r\nb\r\n",
      """
      encoding: ASCII expected, UTF-8 actual
      byte order mark: only in actual
      lines ending with CRLF: 0 of 2 expected, 2 of 2 actual
      all lines are equal but for their endings and byte order mark
      """)
    check(
      "a\nb\n", "a\r\nc\r\n",
      """
      lines ending with CRLF: 0 of 2 expected, 2 of 2 actual
      --- expected
      +++ actual
      @@ -1,2 +1,2 @@
       a
      -b
      +c\\r
      """)
  }

  @Test func tellsEncodingsApart() {
    check(
      Array("é\n".utf8), [0xE9, 0x0A],
      """
      encoding: UTF-8 expected, unknown 8-bit encoding actual
      --- expected
      +++ actual
      @@ -1,1 +1,1 @@
      -é
      +\\xe9
      """)
  }

  @Test func stopsAfterTooMuchWork() {
    var limits = ContentLimits()
    limits.steps = 10
    let right = (1...30).reversed().map { "\($0)\n" }.joined()
    check(
      (1...30).map { "\($0)\n" }.joined(), right,
      """
      --- expected
      +++ actual
      @@ -1,4 +1,4 @@
      -1
      +30
       2
       3
       4
      more than 10 steps to compare: only the first difference is shown
      """, limits: limits)
    limits.lines = 29
    #expect(
      compareTexts(expected: [], actual: Array(right.utf8), limits: limits)?.limit
        == "more than 29 lines: only the first difference is shown")
  }

  @Test func showsTheFirstDifferenceOfBytes() {
    var (left, right) = (Array(UInt8(0)...99), Array(UInt8(0)...99))
    (left[40], left[41], left[70]) = (0xFF, 0xFE, 0xFF)
    right += [1, 2]
    check(
      left, right,
      """
      first difference at offset 40 (0x28), 3 differing bytes in 3 ranges
      -00000010  10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f  ................
      -00000020  20 21 22 23 24 25 26 27 ff fe 2a 2b 2c 2d 2e 2f   !"#$%&'..*+,-./
      -00000030  30 31 32 33 34 35 36 37 38 39 3a 3b 3c 3d 3e 3f  0123456789:;<=>?
      +00000010  10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f  ................
      +00000020  20 21 22 23 24 25 26 27 28 29 2a 2b 2c 2d 2e 2f   !"#$%&'()*+,-./
      +00000030  30 31 32 33 34 35 36 37 38 39 3a 3b 3c 3d 3e 3f  0123456789:;<=>?
      """)
    check(
      [0, 1], [0],
      """
      first difference at offset 1 (0x1), 0 differing bytes in 1 range
      -00000000  00 01                                            ..
      +00000000  00                                               .
      """)
  }

  @Test func comparesJSONByValues() throws {
    let left: JSONValue = [
      "layers": [
        "applications": [
          ["layer_name": "app-a", "archive_size": 10], ["layer_name": "app-b", "required_layers": ["x", "y"]],
          ["layer_name": "gone"],
        ], "frameworks": [["layer_name": "f"], ["layer_name": "g"]],
      ], "v": [1, 2], "a b": nil,
    ]
    let right: JSONValue = [
      "layers": [
        "applications": [
          ["layer_name": "app-a", "archive_size": 12], ["layer_name": "new"],
          ["layer_name": "app-b", "required_layers": ["w", "x", "y"]],
        ], "frameworks": [["layer_name": "g"], ["layer_name": "f"]],
      ], "v": [1, "2"], "a b": false,
    ]
    check(
      left.text, right.text,
      """
      changed ["a b"]: null → false
      changed layers.applications[0].archive_size: 10 → 12
      extra layers.applications[1].required_layers[0]: "w"
      missing layers.applications[2]: {"layer_name": "gone"}
      extra layers.applications[1]: {"layer_name": "new"}
      moved layers.frameworks: ["f", "g"] → ["g", "f"]
      changed v[1]: 2 → "2"
      """, name: "venvstacks.json")
  }

  @Test func showsTheLayoutOfJSONAsText() {
    check(
      "{}", "{ }",
      """
      --- expected
      +++ actual
      @@ -1,1 +1,1 @@
      -{}
      \\ no newline at the end
      +{ }
      \\ no newline at the end
      """, name: "a.json")
  }

  @Test func showsWhatIsKnownWhenOnlyTheActualContentIsAtHand() {
    let (left, right) = (file("a.py", "print(1)\n"), file("a.py", "print(2)\n"))
    let difference = compare(expected: Inventory([left]), actual: Inventory([right]))
    let comparer = ContentComparer(expected: { _ in nil }, actual: { _ in Array("print(2)\n".utf8) })
    #expect(
      comparer.explain(difference).differences[0].content?.lines == [
        "the expected content is not at hand: only its digest is known", "actual is ASCII text of 1 line:", " print(2)",
      ])
    let blind = ContentComparer(expected: { _ in nil }, actual: { _ in nil })
    #expect(blind.explain(difference).differences[0].content?.lines == ["the content is not at hand"])
    let both = ContentComparer(expected: { _ in Array("print(1)\n".utf8) }, actual: { _ in Array("print(2)\n".utf8) })
    let content = both.explain(difference).differences[0].content
    #expect(content?.lines == ["--- expected", "+++ actual", "@@ -1,1 +1,1 @@", "-print(1)", "+print(2)"])
    #expect(content?.expected == Blob(of: Array("print(1)\n".utf8)))
  }

  private func check(
    _ expected: String, _ actual: String, _ shown: String, name: String = "a", limits: ContentLimits = .init(),
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    check(
      Array(expected.utf8), Array(actual.utf8), shown, name: name, limits: limits, sourceLocation: sourceLocation)
  }

  private func check(
    _ expected: [UInt8], _ actual: [UInt8], _ shown: String, name: String = "a", limits: ContentLimits = .init(),
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let explanation = explainContent(path: Array(name.utf8), expected: expected, actual: actual, limits: limits)
    let difference = ContentDifference(expected: nil, actual: nil, explanation: explanation)
    #expect(difference.lines.joined(separator: "\n") == shown, sourceLocation: sourceLocation)
  }
}
