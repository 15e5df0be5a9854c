import Comparison
import Testing

/// Checks the lines in which a difference of two contents is shown, after the name of the format.
func check(
  _ name: String, _ expected: [UInt8], _ actual: [UInt8], _ shown: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let explanation = explainContent(path: Array(name.utf8), expected: expected, actual: actual)
  let format = if case .values(let format, _) = explanation { format } else { explanation.kind }
  let lines = ContentDifference(expected: nil, actual: nil, explanation: explanation).lines
  #expect(([format] + lines).joined(separator: "\n") == shown, sourceLocation: sourceLocation)
}

func check(
  _ name: String, _ expected: String, _ actual: String, _ shown: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  check(name, Array(expected.utf8), Array(actual.utf8), shown, sourceLocation: sourceLocation)
}

/// Checks that a difference is explained as text or as bytes: `text` or `binary`.
func checkFallsBack(
  _ name: String, _ expected: [UInt8], _ actual: [UInt8], to kind: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let explanation = explainContent(path: Array(name.utf8), expected: expected, actual: actual)
  #expect(explanation.kind == kind, sourceLocation: sourceLocation)
}

extension ContentDifference.Explanation {
  fileprivate var kind: String {
    switch self {
    case .text: "text"
    case .binary: "binary"
    case .values: "values"
    case .actualOnly: "actual only"
    case .unknown: "unknown"
    }
  }
}

/// Formats of lines: each has a pair that shows what it sees, and what it leaves to the comparison as text.
struct FormatTests {
  @Test func keyValue() {
    check(
      "setup.cfg", "# one\n[metadata]\nname = a\nversion: 1\n[options]\ninstall_requires =\n  x\n  y\nold=1\n",
      "# one\n[metadata]\nname=a\nversion: 2\n[options]\ninstall_requires =\n  x\n  z\n[new]\n",
      """
      key-value
      changed [metadata] version: "1" → "2"
      changed [options] install_requires: "\\\\nx\\\\ny" → "\\\\nx\\\\nz"
      missing [options] old: "1"
      extra [new]: ""
      """)
    check(
      "a.toml", "[a]\nb = [\n  \"x = 1\",\n  2,\n]\nc = \"\"\"\nd = 1\n\"\"\"\n",
      "[a]\nb = [\n  \"x = 1\",\n  3,\n]\nc = \"\"\"\nd = 2\n\"\"\"\n",
      #"""
      key-value
      changed [a] b: "[\\n  \\"x = 1\\",\\n  2,\\n]" → "[\\n  \\"x = 1\\",\\n  3,\\n]"
      changed [a] c: "\\"\\"\\"\\nd = 1\\n\\"\\"\\"" → "\\"\\"\\"\\nd = 2\\n\\"\\"\\""
      """#)
    checkFallsBack("a.ini", Array("a = 1\n".utf8), Array("a=1\n".utf8), to: "text")
    checkFallsBack("a.ini", Array("a = 1\n".utf8), Array("just words\n".utf8), to: "text")
  }

  @Test func record() {
    check(
      "a.dist-info/RECORD", "a.py,sha256=A,1\n\"b,c.py\",sha256=B,1\nd.py,,\n",
      "a.py,sha256=X,2\n\"b,c.py\",sha256=B,1\r\ne.py,,\n",
      """
      record
      changed a.py: "sha256=A,1" → "sha256=X,2"
      missing d.py: ","
      changed line endings: "LF" → "1 of 3 CRLF"
      extra e.py: ","
      """)
    check(
      "a.dist-info/RECORD", "a,,\nb,,\nc,,\n", "b,,\na,,\nc,,\n",
      "record\nmoved order: [\"a\", \"b\"] → [\"b\", \"a\"]")
    checkFallsBack("a.dist-info/RECORD", Array("a,,\n".utf8), Array("\"a\",,\n".utf8), to: "text")
    checkFallsBack("a.dist-info/RECORD", Array("a,,\n".utf8), Array("a,\n".utf8), to: "text")
  }

  @Test func headers() {
    check(
      "a.dist-info/METADATA", "Name: a\nClassifier: x\nClassifier: y\nLicense: l\n  m\n\nbody\n",
      "Name: b\nClassifier: y\nClassifier: z\nLicense: l\n  m\n\nbody\n",
      """
      headers
      changed Name: "a" → "b"
      changed Classifier: "x" → "z"
      """)
    check(
      "PKG-INFO", "Name: a\nVersion: 1\n", "Version: 1\nName: a\n",
      "headers\nmoved order: [\"Name\", \"Version\"] → [\"Version\", \"Name\"]")
    checkFallsBack("a.dist-info/METADATA", Array("Name: a\n\nx\n".utf8), Array("Name: a\n\ny\n".utf8), to: "text")
    checkFallsBack("a.dist-info/WHEEL", Array("Name a\n".utf8), Array("Name b\n".utf8), to: "text")
  }

  @Test func manifest() {
    check(
      "META-INF/MANIFEST.MF", "Main-Class: long\r\n er\r\nX: 1\r\n\r\nName: a/\r\nSealed: true\r\n",
      "Main-Class: longer\r\nX: 2\r\n\r\nName: a/\r\nSealed: false\r\n",
      """
      manifest
      changed X: "1" → "2"
      changed [a/] Sealed: "true" → "false"
      """)
    checkFallsBack("META-INF/MANIFEST.MF", Array("A: b\n".utf8), Array("A:b\n".utf8), to: "text")
  }

  @Test func utf16() {
    func utf16(_ text: String, isBigEndian: Bool = false) -> [UInt8] {
      ("\u{FEFF}" + text).utf16.flatMap { unit in
        let bytes = [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
        return isBigEndian ? bytes.reversed() : bytes
      }
    }
    check(
      "a.txt", utf16("é\nb\n"), utf16("é\nc\n", isBigEndian: true),
      "text\n--- expected\n+++ actual\n@@ -1,2 +1,2 @@\n é\n-b\n+c")
    check(
      "a.txt", Array("a\n".utf8), utf16("b\n"),
      "text\nencoding: ASCII expected, UTF-16 actual\n--- expected\n+++ actual\n@@ -1,1 +1,1 @@\n-a\n+b")
    checkFallsBack("a.txt", utf16("a"), [0xFF, 0xFE, 0x00, 0xD8], to: "binary")
    checkFallsBack("a.txt", utf16("a"), utf16("a", isBigEndian: true), to: "binary")
  }
}
