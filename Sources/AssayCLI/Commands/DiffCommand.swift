import ArgumentParser
import CanonicalJSON
import Causes
import Comparison
import Diagnostics
import SystemPackage
import Verification

/// `assay diff`: compares two artifacts.
struct DiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two artifacts member by member and say why they differ.")

  @Argument(help: "The expected artifact: an archive, a folder, any file, or an mtree inventory.")
  var left: String

  @Argument(help: "The actual artifact.")
  var right: String

  func run() async throws {
    let report = try ArtifactDiff().compare(FilePath(left), FilePath(right))
    Console.print("\(report.verdict.rawValue)")
    for cause in report.causes { Console.print("\(cause.confidence) \(cause.id) \(cause.members) \(cause.evidence)") }
    Console.print(report.difference.summary.text)
    for difference in report.difference.differences.prefix(5) { Console.print("\(difference.json.text)") }
    for field in report.difference.container { Console.print("\(field.json.text)") }
    for problem in report.obstacles + report.warnings { Console.print("\(problem)") }
    if report.verdict != .equal { throw ExitCode(report.verdict == .different ? 1 : 2) }
  }
}
