import Causes
import Glibc
import Reports
import Store
import SystemPackage
import Verification

/// Renders a report with many differences in each format into a folder and prints how long each took: what
/// misc/bench/reports.py measures.
enum ReportsBench {
  static func run(differences: Int, folder: FilePath) throws {
    let report = report(differences)
    for format in ReportFormat.allCases {
      var text = ""
      let time = (1...3).map { _ in milliseconds { text = format.render(report) } }.min() ?? 0
      try folder.appending("report.\(format.rawValue)").write(Array(text.utf8))
      print(format.rawValue, time, text.utf8.count)
    }
  }

  /// Processor time, which other work on the machine changes less than the clock's.
  private static func milliseconds(_ work: () -> Void) -> Int {
    let start = clock()
    work()
    return (clock() - start) * 1000 / Int(CLOCKS_PER_SEC)
  }

  /// Half of the differences in one finding, the others in findings of ten.
  private static func report(_ number: Int) -> VerificationReport {
    let differences = (0..<number).map { index in
      ReportedDifference(
        path: "lib/python3.11/site-packages/package\(index % 97)/module_\(index).py", kind: .changed, field: "content",
        expected: "sha256:\(ContentDigest(of: "expected \(index)").hex)",
        actual: "sha256:\(ContentDigest(of: "actual \(index)").hex)",
        detail: index % 10 == 0 ? ["@@ -1,2 +1,2 @@", " same", "-old <line> \(index)", "+new <line> \(index)"] : [])
    }
    let cause = Cause(
      id: "mtime-now", confidence: .proven, members: number, evidence: ["times a day apart"], fix: "set a fixed time")
    let findings =
      [
        Finding(
          "contents.changed", "its members differ", layer: "app", differences: Array(differences.prefix(number / 2)),
          causes: [cause])
      ]
      + stride(from: number / 2, to: number, by: 10).map { start in
        Finding(
          "contents.changed", "its members differ", layer: "layer-\(start)", file: "expected/layer-\(start).mtree",
          differences: Array(differences[start..<min(start + 10, number)]), causes: [cause], hint: "do this")
      }
    return VerificationReport(
      stack: "bench", platform: "linux_x86_64", checks: [CheckResult(.contents, findings: findings)], warnings: [],
      notes: [])
  }
}
