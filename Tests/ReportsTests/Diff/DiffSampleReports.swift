import Archives
import CanonicalJSON
import Comparison
import Foundation
import Reports
import Testing
import Verification

/// Reports to look at: `ASSAY_SAMPLE_REPORTS=FOLDER swift test --filter DiffSampleReports` writes them there.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["ASSAY_SAMPLE_REPORTS"] != nil, "writes reports to look at"))
struct DiffSampleReports {
  @Test(arguments: DiffReportFormat.allCases) func writesEachFormat(format: DiffReportFormat) throws {
    let folder = try #require(ProcessInfo.processInfo.environment["ASSAY_SAMPLE_REPORTS"])
    let equal = diffReport([file("a")], [file("a")])
    var ignoring = equal
    ignoring.ignored = [IgnoredDifferences(rule: "mtime", members: 12)]
    let reports = [
      "different": Self.different, "equal": equal, "ignoring": ignoring,
      "hostile": DiffHTMLReportTests.report(DiffHTMLReportTests.hostile.joined(separator: " ")),
    ]
    for (name, report) in reports {
      let text = format.render(report)
      #expect(!text.isEmpty)
      try text.write(toFile: "\(folder)/\(name).\(format.rawValue)", atomically: true, encoding: .utf8)
    }
  }

  /// Two builds of a wheel-like archive on two days, one of them with a changed default.
  static var different: DiffReport {
    func text(_ changed: String) -> String {
      "import os\nimport sys\n\nDEFAULT_TIMEOUT = \(changed)\n\n\ndef main():\n  print(DEFAULT_TIMEOUT)\n  return 0\n"
    }
    func png(_ time: UInt8) -> [UInt8] {
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 0x10, 0, 0]
        + [0x07, 0x74, 0x49, 0x4D, 0x45, 0x07, 0xE9, time, time &+ 3, 0x11, 0x22, 0x33, 0, 0, 0, 0]
    }
    let metadata = { (version: String) in
      "{\"name\": \"words\", \"version\": \"\(version)\", \"requires\": [\"tidy\"], \"built\": \"\(version) of the day\"}"
    }
    func side(_ time: Int64, _ timeout: String, _ version: String, _ image: UInt8, _ mode: UInt32) -> [InventoryMember]
    {
      let modules = (1...412).map { file("words/module_\($0).py", "\($0)\n", modified: time + Int64($0) / 10) }
      return modules + [
        file("words/config.py", text(timeout), modified: time), file("words/metadata.json", metadata(version)),
        file(bytes: Array("words/logo.png".utf8), content: png(image)), file("bin/words-helper", mode: mode),
        archive(
          "words/data.tar.gz",
          [
            file("data/index.txt", "first\nentry built \(version)\nlast\n", modified: time), file("data/same"),
            archive("data/deep.zip", [file("notes.md", "# Notes\n\n\(timeout)\n")]),
          ], container: [.gzipModified: .integer(time), .gzipOperatingSystem: "Unix"]),
      ]
    }
    let contents =
      ["30", "120"].map(text) + ["1.2.0", "1.3.0"].map(metadata)
      + ["1.2.0", "1.3.0"].map { "first\nentry built \($0)\nlast\n" } + ["30", "120"].map { "# Notes\n\n\($0)\n" }
    var report = diffReport(
      SampleArtifact(
        members: side(1_763_000_000, "30", "1.2.0", 9, 0o755) + [file("words/old_api.py", "legacy\n")],
        container: [.format: "tar.gz", .gzipModified: "2025-11-13T02:13:20Z", .compressor: "zlib 6 or GNU gzip 6"]),
      SampleArtifact(
        members: side(1_763_700_000, "120", "1.3.0", 11, 0o4755) + [file("words/new_api.py", "fresh\n")],
        container: [.format: "tar.gz", .gzipModified: "2025-11-21T04:40:00Z", .compressor: "zlib 9"]),
      contents: contents.map { Array($0.utf8) } + [png(9), png(11)],
      names: ("words-1.2.0-py3-none-any.tar.gz", "words-1.3.0-py3-none-any.tar.gz"))
    report.ignored = [IgnoredDifferences(rule: "uid", members: 416)]
    return report
  }
}
