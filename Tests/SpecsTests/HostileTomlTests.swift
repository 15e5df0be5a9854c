import Diagnostics
import Specs
import Testing

struct HostileTomlTests {
  @Test(arguments: ["brackets", "dotted header", "inline tables", "dotted inline tables", "stray letter"])
  func endsWithAProblem(kind: String) {
    func dotted(_ count: Int) -> String { Array(repeating: "a", count: count).joined(separator: ".") }
    let text =
      switch kind {
      case "brackets": String(repeating: "[", count: 100_000)
      case "dotted header": "[\(dotted(100_000))]"
      case "inline tables": "x = " + String(repeating: "{a=", count: 100_000)
      case "dotted inline tables": "x = [\n" + String(repeating: "{\(dotted(20)) = [\n", count: 60)
      default: "a é= 1"
      }
    #expect(throws: (any Error).self) { try TomlDocument.parse(text, file: "f") }
  }
}
