import Diagnostics
import Specs
import Store
import SystemPackage
import TestSupport
import Testing

struct TomlDocumentTests {
  private func parse(_ text: String) throws -> LocatedValue { try TomlDocument.parse(text, file: "a.toml") }

  private func problem(_ text: String) -> String {
    do { return "\(try parse(text))" } catch { return "\(error)" }
  }

  @Test func everyKindOfValueIsReadAsWritten() throws {
    let document = try parse(
      """
      text = "a\\u00e9"
      number = -0x7f
      float = 1.5
      truth = true
      date = 2026-01-31
      list = [1, "two", []]
      [table.inner]
      key = 'raw \\n'
      """.replacing("-0x7f", with: "-127"))
    #expect(document["text"]?.string == "aé")
    #expect(document["number"]?.integer == -127)
    #expect(document["float"]?.content == .float("1.5"))
    #expect(document["truth"]?.boolean == true)
    #expect(document["date"]?.datetime == "2026-01-31")
    #expect(document["list"]?.elements?.map(\.kind) == ["an integer", "a string", "an array"])
    #expect(document["table"]?["inner"]?["key"]?.string == "raw \\n")
    #expect(document["lost"] == nil)
  }

  @Test func keysKeepTheOrderOfTheDocument() throws {
    #expect(try parse("z = 1\na = 2\n[m]\nb = 1\na = 2").entries?.map(\.key) == ["z", "a", "m"])
    #expect(try parse("[m]\nb = 1\na = 2")["m"]?.entries?.map(\.key) == ["b", "a"])
  }

  @Test func keysAndValuesKnowTheirPlaces() throws {
    let entry = try #require(try parse("\n  key =   [1,\n 22]").entries?.first)
    #expect(entry.place == Place("a.toml", line: 2, column: 3))
    #expect(entry.value.place == Place("a.toml", line: 2, column: 11))
    #expect(entry.value.elements?.last?.place == Place("a.toml", line: 3, column: 2))
  }

  @Test func columnsCountCharactersNotBytes() throws {
    #expect(try parse("\"é\" = 1").entries?.first?.value.place == Place("a.toml", line: 1, column: 7))
  }

  @Test(arguments: ["", "\n", "# only a comment", "\u{FEFF}", "\r\n"])
  func anEmptyDocumentIsAnEmptyTable(text: String) throws {
    #expect(try parse(text).entries == [])
  }

  @Test func aByteOrderMarkIsSkipped() throws {
    #expect(try parse("\u{FEFF}key = 1")["key"]?.integer == 1)
  }

  @Test func windowsLineEndsAreTaken() throws {
    let document = try parse("a = 1\r\nb = \"\"\"\r\nx\r\ny\"\"\"\r\n")
    #expect(document.entries?.map(\.key) == ["a", "b"])
    #expect(document.entries?.last?.place == Place("a.toml", line: 2, column: 1))
  }

  @Test(arguments: [
    ("9223372036854775807", Int64.max), ("-9223372036854775808", .min), ("0x7fffffffffffffff", .max), ("0o17", 15),
    ("0b11", 3),
    ("1_000", 1000),
  ])
  func integersHave64Bits(text: String, number: Int64) throws {
    #expect(try parse("n = \(text)")["n"]?.integer == number)
  }

  @Test(arguments: [
    "9223372036854775808", "-9223372036854775809", "0xffffffffffffffffff", "123456789012345678901234567890",
  ])
  func integersThatDontFitAreRefused(text: String) {
    #expect(problem("n = \(text)").hasPrefix("a.toml:1:"))
    #expect(problem("n = \(text)").contains("this is not TOML 1.0: error while parsing"))
  }

  @Test func aKeyIsDefinedOnce() {
    #expect(
      problem("a = 1\nb = 2\na = 3") == """
        a.toml:3:5: error: this is not TOML 1.0: error while parsing key-value pair: cannot redefine existing integer 'a' [toml.syntax]
        hint: correct the line; https://toml.io/en/v1.0.0 describes the format
        """)
  }

  @Test(arguments: [
    ("a = ", 1), ("a = 1\nb = [1,\n", 2), ("[a\n", 1), ("a = \"x\n\"", 1), ("\n\n= 1", 3), ("a = 1 b = 2", 1),
  ])
  func syntaxErrorsHaveTheirLine(text: String, line: Int) {
    #expect(problem(text).hasPrefix("a.toml:\(line):"))
  }

  @Test func valuesNestToALimit() throws {
    func nested(_ depth: Int) -> String {
      "a = " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(try parse(nested(200))["a"]?.kind == "an array")
    #expect(problem(nested(100_000)).contains("exceeded maximum nested value depth"))
  }

  @Test(arguments: ["a", "\"a.b\"", "'='"], [".", " . "])
  func dottedKeysNestToALimit(part: String, dot: String) throws {
    func keys(_ depth: Int) -> String { Array(repeating: part, count: depth).joined(separator: dot) }
    #expect(try parse("[x]\n\(keys(250)) = 1")["x"]?.entries?.count == 1)
    let column = (part.utf8.count + dot.utf8.count) * 300 + 1
    #expect(
      problem("# note\n\(keys(100_000)) = 1") == """
        a.toml:2:\(column): error: this is not TOML 1.0: nested too deeply [toml.syntax]
        hint: correct the line; https://toml.io/en/v1.0.0 describes the format
        """)
    #expect(problem("[\(keys(100_000))]\nb = ").contains("nested too deeply"))
  }

  @Test func dotsInTextsAndNumbersAreNoDottedKeys() throws {
    let numbers = Array(repeating: "1.5", count: 1000).joined(separator: ", ")
    let text = String(repeating: "...", count: 1000) + Array(repeating: "a.b", count: 1000).joined(separator: " ")
    #expect(try parse("a = [\(numbers)]\nb = \"\(text)\"").entries?.count == 2)
  }

  @Test func longArraysAreRead() throws {
    let numbers = (0..<20_000).map(String.init).joined(separator: ",")
    #expect(try parse("a = [\(numbers)]")["a"]?.elements?.count == 20_000)
  }

  @Test(.temporaryFolder) func aFileThatIsNotUTF8IsRefused() throws {
    let file = TemporaryFolder.path.appending("a.toml")
    try file.write([0x61, 0x20, 0x3D, 0x20, 0x22, 0xFF, 0x22])
    #expect(
      throws: Diagnostic(
        "disk.not-utf-8", "the file is not UTF-8 text", at: Place("a.toml"), hint: "save it with the encoding UTF-8")
    ) { try TomlDocument.load(file, name: "a.toml") }
  }

  @Test func textIsWrittenSoThatItReadsBack() throws {
    let text = "tab\t quote\" back\\ \n\r \u{1} \u{7F} é"
    #expect(TomlText.string(text) == "\"tab\\t quote\\\" back\\\\ \\n\\r \\u0001 \\u007F é\"")
    #expect(try parse("a = \(TomlText.string(text))")["a"]?.string == text)
  }

  @Test func tablesAreWrittenSoThatTheyReadBack() throws {
    let text = """
      plain-key_1 = [1, -2, 1.5, true, 2026-01-31]
      "a b" = { x = { }, "" = [{ y = "z" }] }

      """.replacing("{ }", with: "{}")
    #expect(TomlText.lines(try parse(text).entries ?? []) == text)
  }
}
