import Archives
import Comparison
import Diagnostics
import Testing

/// Texts that make comparing them line by line dear.
struct HostileTextTests {
  private func text(_ expected: [UInt8], _ actual: [UInt8]) throws -> TextDifference {
    let explanation = explainContent(path: Array("a.txt".utf8), expected: expected, actual: actual)
    guard case .text(let difference) = explanation else { throw NoText() }
    return difference
  }

  private struct NoText: Error {}

  @Test func aTextOfNothingButLineFeedsIsNotSpreadOut() throws {
    let feeds = [UInt8](repeating: 0x0A, count: 1 << 20)
    let difference = try text(feeds, feeds + Array("end".utf8))
    #expect(difference.limit == "more than 200000 lines: only the first difference is shown")
    #expect(difference.expected.lines == 1 << 20)
    #expect(difference.hunks.map(\.expectedStart) == [(1 << 20) - 2])
    #expect(difference.hunks.flatMap(\.lines).filter { $0.origin == .actual }.map(\.bytes) == [Array("end".utf8)])
  }

  @Test func ofALongLineOnlyTheStartIsKept() throws {
    let difference = try text(.init(repeating: 0x61, count: 2 << 20), .init(repeating: 0x62, count: 2 << 20))
    #expect(difference.hunks.flatMap(\.lines).map(\.bytes.count) == [4096, 4096])
    #expect(difference.hunks.flatMap(\.lines).map(\.omitted) == [(2 << 20) - 4096, (2 << 20) - 4096])
    #expect(difference.lines[3] == "-" + String(repeating: "a", count: 240) + "… (2096912 more bytes)")
  }

  @Test func ofALongLineThePlaceOfItsChangeIsKept() throws {
    let line = [UInt8](repeating: 0x61, count: 1 << 20)
    var changed = line
    changed[700_000] = 0x62
    let difference = try text(line, changed)
    #expect(difference.hunks.flatMap(\.lines).map(\.bytes.count) == [4096, 4096])
    #expect(difference.hunks.flatMap(\.lines).map(\.omittedBefore) == [697_952, 697_952])
    #expect(difference.lines.contains { $0.hasPrefix("+(699880 bytes) …") && $0.contains("ab") })
  }

  @Test func ofManyLinesOnlyTheFirstAreKept() throws {
    func lines(_ letter: String) -> [UInt8] {
      Array(String(repeating: letter + String(repeating: "x", count: 999) + "\n", count: 1500).utf8)
    }
    let difference = try text(lines("a"), lines("b"))
    #expect(difference.limit == "the differences are longer than 1048576 bytes: only the first ones are shown")
    #expect(difference.hunks.flatMap(\.lines).reduce(0) { $0 + $1.bytes.count } < 1 << 20)
  }

  @Test func linesThatAreAllOtherAreGivenUp() throws {
    var (left, right) = (RepeatableNumbers(seed: 1), RepeatableNumbers(seed: 2))
    func lines(_ numbers: inout RepeatableNumbers) -> [UInt8] {
      (0..<20_000).flatMap { _ in Array("\(UInt8.random(in: 0...40, using: &numbers))\n".utf8) }
    }
    let difference = try text(lines(&left), lines(&right))
    #expect(difference.limit == "more than 20000000 steps to compare: only the first difference is shown")
  }

  @Test func linesAreCutAsBefore() throws {
    let difference = try text(Array("\u{FEFF}a\r\n\r\n\nlast".utf8), Array("\u{FEFF}a\n\r\nb\nlast\n".utf8))
    #expect(
      difference.lines == [
        "lines ending with CRLF: 2 of 4 expected, 1 of 4 actual", "--- expected", "+++ actual", "@@ -1,4 +1,4 @@", " a",
        " ", "-", "-last", "\\ no newline at the end", "+b", "+last",
      ])
  }
}
