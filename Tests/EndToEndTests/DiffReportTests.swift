import CanonicalJSON
import Foundation
import SystemPackage
import TestSupport
import Testing

/// The reports that `assay diff` writes to files.
@Suite(.temporaryFolder, .needs("tar"))
struct DiffReportTests {
  @Test func jsonHoldsEverythingThatWasFound() async throws {
    let pair = try await Pair.texts()
    try await pair.tar("new", as: "tree", to: "later.tar", time: 2_000_000)
    let outcome = try await pair.diff("--ignore", "order", "--report", "json=-", "old.tar", "later.tar")
    #expect(outcome.exitCode == 1)
    let report = try JSONValue(parsing: Array(outcome.standardOutput.utf8), file: "report")
    #expect(
      Set((report.objectValue ?? [:]).keys) == [
        "schema", "verdict", "left", "right", "summary", "causes", "fields", "unexplained", "differences", "ignored",
        "warnings", "limits",
      ])
    #expect(report["schema"] == "assay.diff/1")
    #expect(report["verdict"] == "different")
    for side in ["left", "right"] {
      #expect(report[side]?["format"] == "tar")
      #expect(report[side]?["size"] == 10240)
      #expect(report[side]?["sha256"]?.stringValue?.count == 64)
    }
    #expect(report["summary"]?["changed"] == 2)
    #expect(report["ignored"] == [["rule": "order", "members": 0, "containers": 0]])
    #expect(report["warnings"] == [])
    #expect(report["limits"] == [])
    let causes = report["causes"]?.arrayValue ?? []
    #expect(causes.map { $0["id"] } == ["mtime-now", "content-change"])
    for cause in causes {
      #expect(Set((cause.objectValue ?? [:]).keys) == ["id", "confidence", "members", "evidence", "fix"])
    }
    let text = report["differences"]?.arrayValue?.last
    #expect(text?["path"] == "tree/text")
    #expect(text?["kind"] == "changed")
    #expect(text?["fields"]?.arrayValue?.map { $0["name"] } == ["mtime", "size", "content"])
    #expect(text?["fields"]?.arrayValue?[1] == ["name": "size", "left": 8, "right": 9])
    #expect(text?["content"]?["format"] == "text")
  }

  @Test func jsonNestsWhatIsInside() async throws {
    let pair = try await Pair.texts()
    for side in ["old", "new"] {
      try pair.write([UInt8](Data(contentsOf: pair.url("\(side).tar"))), to: "\(side)-dist/inner.tar")
      try await pair.tar("\(side)-dist", as: "dist", to: "\(side)-outer.tar")
    }
    let outcome = try await pair.diff("--report", "json=-", "old-outer.tar", "new-outer.tar")
    let report = try JSONValue(parsing: Array(outcome.standardOutput.utf8), file: "report")
    let inner = report["differences"]?.arrayValue?.first
    #expect(inner?["path"] == "dist/inner.tar")
    #expect(inner?["children"]?.arrayValue?.map { $0["path"] } == ["tree/text"])
  }

  @Test func htmlFetchesNothing() async throws {
    let pair = try await Pair.texts()
    let outcome = try await pair.diff("--report", "html=diff.html", "old.tar", "new.tar")
    #expect(outcome.exitCode == 1)
    #expect(outcome.standardOutput.hasPrefix("different: old.tar new.tar: 1 changed\n"))
    let page = try String(contentsOf: pair.url("diff.html"), encoding: .utf8)
    #expect(page.hasPrefix("<!DOCTYPE html>"))
    #expect(page.contains("zwei"))
    for word in ["<script", "<link", "<img", "<iframe", "src=", "url(", "@import", "http:", "https:"] {
      #expect(!page.contains(word), "the page holds \(word)")
    }
  }

  @Test(arguments: ["text", "json", "html"])
  func reportIsTheSameInEverySurrounding(format: String) async throws {
    let pair = try await Pair.texts()
    try await pair.tar("old", as: "tree", to: "later.tar", time: 2_000_000)
    let surroundings: [[String: String?]] = [
      [:], ["TZ": "Pacific/Auckland", "LC_ALL": "de_DE.UTF-8"], ["TZ": "America/Caracas", "LANG": "C", "LC_ALL": nil],
    ]
    var reports: Set<Data> = []
    for (index, variables) in surroundings.enumerated() {
      let outcome = try await pair.run(
        ["diff", "--report", "\(format)=report-\(index)", "old.tar", "later.tar"], variables: variables)
      #expect(outcome.exitCode == 1)
      reports.insert(try Data(contentsOf: pair.url("report-\(index)")))
    }
    #expect(reports.count == 1)
    let report = String(decoding: reports.first ?? Data(), as: UTF8.self)
    #expect(!report.contains(pair.folder.string))
  }

  @Test func reportThatCannotBeWrittenKeepsNobodyFromTheOthers() async throws {
    let pair = try await Pair.texts()
    try pair.write([], to: "folder/file")
    let outcome = try await pair.diff("--report", "json=folder", "--report", "html=page.html", "old.tar", "new.tar")
    #expect(outcome.exitCode == 2)
    #expect(outcome.standardError == "folder: error: can't write: Is a directory [disk.write]\n")
    #expect(outcome.standardOutput.hasPrefix("different: "))
    #expect(FileManager.default.fileExists(atPath: pair.url("page.html").path))
    #expect(try leftovers(in: pair.folder) == [])
  }

  @Test func linkAndDeviceStayWhatTheyAre() async throws {
    let pair = try await Pair.texts()
    try pair.write([], to: "real.json")
    try FileManager.default.createSymbolicLink(atPath: pair.url("link.json").path, withDestinationPath: "real.json")
    let outcome = try await pair.diff("--report", "json=link.json", "--report", "text=/dev/null", "old.tar", "new.tar")
    #expect(outcome.exitCode == 1)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: pair.url("link.json").path) == "real.json")
    #expect(try Data(contentsOf: pair.url("real.json")).starts(with: Array("{".utf8)))
    let type = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
    #expect(type == .typeCharacterSpecial)
  }

  @Test func interruptedDiffLeavesNothingBehind() async throws {
    let pair = try await Pair.texts()
    // Of files that hold next to nothing, so large that no machine is done with them before the signal.
    for (name, byte) in [("old.bin", UInt8(1)), ("new.bin", 2)] {
      try pair.write([byte], to: name)
      #expect(truncate(pair.url(name).path, 1 << 40) == 0)
    }
    let before = try FileManager.default.contentsOfDirectory(atPath: pair.folder.string).sorted()
    // The program itself is to be the one that the signal reaches, once it reads the files.
    let script = """
      '\(Program.path)' diff --report json=report.json old.bin new.bin & child=$!
      until ls -l /proc/$child/fd 2>/dev/null | grep -q 'new.bin'; do kill -0 $child || exit 99; sleep 0.05; done
      kill -INT $child; wait $child
      """
    let outcome = try await Program.run(
      "/bin/bash", ["-c", script], in: pair.folder, variables: Program.variables)
    #expect(outcome.exitCode == 130)
    #expect(outcome.standardOutput == "")
    #expect(outcome.standardError == "interrupted: committed files are as they were\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: pair.folder.string).sorted() == before)
  }
}
