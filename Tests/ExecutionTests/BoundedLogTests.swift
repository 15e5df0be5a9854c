import Testing

@testable import Execution

struct BoundedLogTests {
  @Test func keepsAllOfAShortLog() { #expect(log(["one\n", "two\n"]) == "one\ntwo\n") }

  @Test func keepsTheBeginningAndTheEndOfALongOne() {
    #expect(log(["abcdefg", "hijklmnopqrstuvwxyz"]) == "abcde\n[16 bytes left out]\nvwxyz")
  }

  @Test func givesTheSameForBlocksOfAnySize() {
    let text = "abcdefghijklmnopqrstuvwxyz"
    #expect(log(text.map(String.init)) == log([text]))
  }

  /// The text of a log of ten bytes.
  private func log(_ blocks: [String]) -> String {
    var log = BoundedLog(limit: 10)
    for block in blocks { Array(block.utf8).withUnsafeBytes { log.append($0) } }
    return log.text
  }
}
