import CanonicalJSON
import Diagnostics
import Testing

struct JSONValueTests {
  @Test(arguments: [[], [1], [["a": [2, nil]], [], "text"]] as [[JSONValue]])
  func piecesOfALongArrayMakeTheCanonicalText(elements: [JSONValue]) {
    let members: [String: JSONValue] = ["a": 1, "z": ["deep": [true]]]
    var (bytes, pieces) = ([UInt8](), 0)
    JSONValue.write(members, streaming: "m", elements) { piece in
      bytes += piece
      pieces += 1
    }
    let whole = JSONValue.object(members.merging(["m": .array(elements)]) { $1 })
    #expect(String(decoding: bytes, as: UTF8.self) == whole.text)
    #expect(pieces > elements.count)
  }

  @Test func writesTheCanonicalText() {
    let value: JSONValue = [
      "layers": ["runtimes": [], "frameworks": [["size": 12, "name": "a\"\\\n\u{1}\u{7f}é😀"]], "applications": [:]],
      "Z": nil, "a": true, "é": false, "\u{10000}": 1, "\u{FFFF}": 2,
    ]
    // The text of Python's json.dumps(value, indent=2, sort_keys=True).
    #expect(
      value.text == """
        {
          "Z": null,
          "a": true,
          "layers": {
            "applications": {},
            "frameworks": [
              {
                "name": "a\\"\\\\\\n\\u0001\\u007f\\u00e9\\ud83d\\ude00",
                "size": 12
              }
            ],
            "runtimes": []
          },
          "\\u00e9": false,
          "\\uffff": 2,
          "\\ud800\\udc00": 1
        }

        """)
    #expect(value["layers"]?.line.hasPrefix("{\"applications\": {}, \"frameworks\": [{\"name\": ") == true)
  }

  @Test(arguments: ["0", "-12", "9223372036854775807", "9223372036854775808", "-0", "1.0", "1e5", "0.5E-7"])
  func keepsNumbersAsTheyAreWritten(text: String) throws {
    #expect(try parse(text).text == text + "\n")
  }

  @Test func readsEscapesAndSpace() throws {
    let value = try parse(" {\"a\\/\\u00e9\\ud83d\\uDE00\\b\\f\" :\t[ true , false,null ]\r\n} ")
    #expect(value == ["a/é😀\u{8}\u{c}": [true, false, nil]])
  }

  @Test func accessesMembers() throws {
    var value = try parse("{\"a\": [1, \"x\", {\"b\": true}]}")
    #expect(value["a"]?[1]?.stringValue == "x")
    #expect(value["a"]?[2]?["b"]?.boolValue == true)
    #expect(value["a"]?[3] == nil)
    #expect(value["b"] == nil)
    value["a"] = nil
    value["c"] = 7
    #expect(value == ["c": 7])
    #expect(value["c"]?.integerValue == 7)
  }

  @Test func tellsApartWhatUnicodeTakesForTheSame() {
    #expect(JSONValue.string("\u{e9}") != .string("e\u{301}"))
    #expect(JSONValue.object(["\u{e9}": 1]) != .object(["e\u{301}": 1]))
    #expect(JSONValue.integer(1) != .number("1.0"))
  }

  @Test(arguments: [
    ("", "m.json:1:1: error: expected a value, met the end of the text [json.syntax]"),
    ("{\"a\": 1,\n \"é\": x}", "m.json:2:7: error: expected a value, met 'x' [json.syntax]"),
    ("{\"a\" 1}", "m.json:1:6: error: expected ':' after the key 'a', met '1' [json.syntax]"),
    ("{\"a\": 1, \"a\": 2}", "m.json:1:10: error: the key 'a' stands twice in one object [json.duplicate-key]"),
    ("[1, 2", "m.json:1:6: error: expected ',' or ']', met the end of the text [json.syntax]"),
    ("[1,]", "m.json:1:4: error: expected a value, met ']' [json.syntax]"),
    ("{a: 1}", "m.json:1:2: error: expected a key in double quotes, met 'a' [json.syntax]"),
    ("01", "m.json:1:2: error: expected the end of the text, met '1' [json.syntax]"),
    ("-", "m.json:1:2: error: expected a digit, met the end of the text [json.syntax]"),
    ("\"\\ud800\"", "m.json:1:2: error: half of a surrogate pair is no character [json.lone-surrogate]"),
    ("\"\\u00g0\"", "m.json:1:4: error: '\\u' needs four hexadecimal digits [json.syntax]"),
    ("\"\\x\"", "m.json:1:2: error: unknown escape in a string [json.syntax]"),
    (
      "\"a\nb\"",
      "m.json:1:3: error: a control character in a string must be escaped [json.syntax]\nhint: write it as \\u00XX"
    ),
    (
      "\u{FEFF}{}",
      "m.json:1:1: error: the text starts with a byte order mark [json.encoding]\nhint: save it as UTF-8 without one"
    ),
  ])
  func tellsWhereTheTextIsWrong(text: String, message: String) {
    #expect { try parse(text) } throws: { "\($0)" == message }
  }

  @Test func refusesBytesThatAreNotUTF8() {
    #expect { try JSONValue(parsing: [0x22, 0xFF, 0x22], file: "m.json") } throws: {
      "\($0)" == "m.json:1:2: error: a string holds bytes that are not UTF-8 [json.encoding]"
    }
  }

  @Test func limitsNesting() throws {
    let deep = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    #expect(try parse(deep).kind == "array")
    #expect { try parse(String(repeating: "[", count: 100_000)) } throws: {
      "\($0)" == "m.json:1:513: error: arrays and objects are nested more than 512 deep [json.depth]"
    }
  }

  private func parse(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8), file: "m.json") }
}
