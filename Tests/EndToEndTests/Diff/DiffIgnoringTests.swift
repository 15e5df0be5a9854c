import CanonicalJSON
import Foundation
import SystemPackage
import TestSupport
import Testing

/// What is left out of a comparison is counted, whichever word asks for it.
@Suite(.temporaryFolder, .needs("tar"), .needs("gzip"))
struct DiffIgnoringTests {
  /// The word, the lines of shell that make the old archive and the new one, and how much differs in it.
  @Test(
    arguments: [
      ("mtime", "pack --mtime=@1 one two", "pack --mtime=@90001 one two", 2, 0),
      ("order", "pack one two", "pack two one", 1, 0),
      ("owner", "pack --owner=a:1 --group=b:2 one two", "pack --owner=c:3 --group=d:4 one two", 2, 0),
      ("mode", "pack --mode=600 one two", "pack --mode=755 one two", 2, 0),
      (
        "attributes", "pack --format=pax --pax-option=SCHILY.xattr.user.a:=1 one two",
        "pack --format=pax --pax-option=SCHILY.xattr.user.a:=2 one two", 2, 0
      ),
      ("compression", "pack one two; squeeze -1n", "pack one two; squeeze -9n", 0, 1),
      ("format", "pack --format=ustar one two", "pack --format=gnu one two", 0, 1),
    ])
  func eachWordIsCounted(word: String, old: String, new: String, members: Int, containers: Int) async throws {
    let pair = Pair()
    try pair.write(Array("1\n".utf8), to: "one")
    try pair.write(Array("2\n".utf8), to: "two")
    for (name, line) in [("old", old), ("new", new)] { try await shell(line, making: name, in: pair) }
    #expect(try await pair.diff("old", "new").exitCode == 1)
    let outcome = try await pair.diff("--ignore", word, "--report", "json=-", "old", "new")
    let report = try JSONValue(parsing: Array(outcome.standardOutput.utf8), file: "report")
    #expect(outcome.exitCode == 0, "\(outcome.standardOutput)")
    #expect(report["verdict"] == "equal")
    #expect(
      report["ignored"] == [
        ["rule": .string(word), "members": .integer(Int64(members)), "containers": .integer(Int64(containers))]
      ])
  }

  @Test func patternIsCountedInsideOfArchivesToo() async throws {
    let pair = try await Pair.texts()
    for side in ["old", "new"] {
      try pair.write([UInt8](Data(contentsOf: pair.url("\(side).tar"))), to: "\(side)-dist/inner.tar")
      try pair.write(Array(side.utf8), to: "\(side)-dist/text")
      try await pair.tar("\(side)-dist", as: "dist", to: "\(side)-outer.tar")
    }
    let outcome = try await pair.diff("--exclude", "text", "old-outer.tar", "new-outer.tar")
    #expect(outcome.exitCode == 0)
    #expect(outcome.standardOutput.hasPrefix("equal after ignoring text: every other member and field\n"))
    #expect(outcome.standardOutput.hasSuffix("  ignored: text (2 members)\n"))
  }

  @Test func severalReportsAreWrittenAtOnce() async throws {
    let pair = try await Pair.texts()
    let outcome = try await pair.diff(
      "--report", "json=report.json", "--report", "html=report.html", "--report", "text=report.txt",
      "--report", "json=-", "old.tar", "new.tar")
    #expect(outcome.exitCode == 1)
    let json = try String(contentsOf: pair.url("report.json"), encoding: .utf8)
    #expect(json == outcome.standardOutput)
    #expect(try String(contentsOf: pair.url("report.txt"), encoding: .utf8).hasPrefix("different: old.tar new.tar: "))
    #expect(try String(contentsOf: pair.url("report.html"), encoding: .utf8).hasPrefix("<!DOCTYPE html>"))
  }

  private func shell(_ line: String, making name: String, in pair: Pair) async throws {
    let script = #"""
      set -eu
      pack() { tar --mtime=@5 --owner=x:7 --group=y:8 --mode=644 "$@" -cf "$O"; }
      squeeze() { gzip "$1" < "$O" > squeezed; mv squeezed "$O"; }
      """# + "\n" + line
    let outcome = try await Program.run(
      "/bin/sh", ["-c", script], in: pair.folder, variables: ["PATH": "/usr/bin:/bin", "LC_ALL": "C", "O": name])
    try #require(outcome.exitCode == 0, "\(outcome.standardError)")
  }
}
