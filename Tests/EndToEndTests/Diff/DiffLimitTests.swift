import CanonicalJSON
import Foundation
import TestSupport
import Testing

/// Each limit has an option; one that strikes leaves the verdict open and is told with its place.
@Suite(.temporaryFolder, .needs("tar"))
struct DiffLimitTests {
  @Test(
    arguments: [
      (
        ["--max-plain-bytes", "5"], "the plain content is larger than the limit of 5 bytes", "at member 2 'tree/text': "
      ),
      (["--max-members", "1"], "there are more members than the limit of 1 member", "at member 2 'tree/text': "),
      (
        ["--max-header-bytes", "100"], "the member's header is larger than the limit of 100 bytes",
        "at member 1 'tree/': "
      ),
      (
        ["--max-name-bytes", "7"], "the member's name or link target is longer than the limit of 7 bytes",
        "at member 2 'tree/text': "
      ),
    ])
  func limitOfAnArchiveLeavesTheVerdictOpen(option: [String], message: String, member: String) async throws {
    let pair = try await Pair.texts()
    let report = try await undecided(pair, option + ["old.tar", "new.tar"])
    #expect(
      report["limits"]?.arrayValue?.map { [$0["code"], $0["place"], $0["message"]] }
        == ["old.tar", "new.tar"].map {
          ["archive.limit", .string($0), .string(member + message)]
        })
    let hints = Set(report["limits"]?.arrayValue?.compactMap { $0["hint"]?.stringValue } ?? [])
    #expect(hints == ["raise the limit with '\(option[0])' if you trust the archive"])
  }

  @Test func limitOfTheWindowLeavesTheVerdictOpen() async throws {
    let pair = try await Pair.texts()
    // A frame with a window of 4 KiB that holds a letter (RFC 8878, 3.1.1).
    for (name, letter) in [("old.zst", "a"), ("new.zst", "b")] {
      try pair.write([0x28, 0xB5, 0x2F, 0xFD, 0, 2 << 3, 1 << 3 | 1, 0, 0] + Array(letter.utf8), to: name)
    }
    let outcome = try await pair.diff("--max-window-bytes", "1024", "old.zst", "new.zst")
    #expect(outcome.exitCode == 2)
    #expect(
      outcome.standardError.hasPrefix(
        "old.zst: error: decompressing it takes a window larger than the limit of 1024 bytes [archive.limit]\n"))
  }

  @Test func limitOfTheDepthLeavesTheVerdictOpen() async throws {
    let pair = try await Pair.texts()
    for side in ["old", "new"] {
      try pair.write([UInt8](Data(contentsOf: pair.url("\(side).tar"))), to: "\(side)-dist/inner.tar")
      try await pair.tar("\(side)-dist", as: "dist", to: "\(side)-outer.tar")
    }
    let report = try await undecided(pair, ["--max-depth", "1", "old-outer.tar", "new-outer.tar"])
    #expect(
      report["limits"] == [
        [
          "code": "archive.limit", "place": "old-outer.tar » dist/inner.tar",
          "message": "archives are nested deeper than the limit of 1", "hint": "raise the limit with '--max-depth'",
        ]
      ])
    #expect(report["differences"]?.arrayValue?.map { $0["path"] } == ["dist/inner.tar"])
  }

  @Test func limitOfTheTimeLeavesTheVerdictOpen() async throws {
    let pair = try await Pair.texts()
    // Of files that hold next to nothing, so large that no machine is done with them in a second.
    for (name, byte) in [("old.bin", UInt8(1)), ("new.bin", 2)] {
      try pair.write([byte], to: name)
      #expect(truncate(pair.url(name).path, 1 << 35) == 0)
    }
    let outcome = try await pair.diff("--timeout", "1", "old.bin", "new.bin")
    #expect(outcome.exitCode == 2)
    #expect(
      outcome.standardOutput.contains(
        """
        not complete
          error: the comparison took longer than the limit of 1 seconds [archive.limit]
          hint: raise the limit with '--timeout'

        """))
  }

  private func undecided(_ pair: Pair, _ arguments: [String]) async throws -> JSONValue {
    let outcome = try await pair.run(["diff", "--report", "json=-"] + arguments)
    #expect(outcome.exitCode == 2, "\(outcome.standardError)")
    let report = try JSONValue(parsing: Array(outcome.standardOutput.utf8), file: "report")
    #expect(report["verdict"] == "undecided")
    return report
  }
}
