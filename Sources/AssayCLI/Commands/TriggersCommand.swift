import ArgumentParser
import CanonicalJSON
import Foundation
import Reports
import Verification

/// `assay triggers`: says from changed files whether an update of expected outputs is due.
struct TriggersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "triggers",
    abstract: "Say from changed files whether an update of the expected outputs is due, and why.",
    discussion: """
      Looks at what changed since the branch left --base; nothing is built. Expected outputs are no reason by themselves.
      The reasons:
      \(Trigger.Reason.allCases.map { "  \($0.rawValue): \($0.meaning)" }.joined(separator: "\n"))

      Exit codes: 0 answered, 2 could not be decided, 64 wrong usage; with --exit-code 1 when an update is due.
      """)

  @Argument(help: "Stacks of assay.toml by name, or paths of specs; without any all stacks of assay.toml.")
  var stacks: [String] = []

  @Option(help: .init("The branch or commit that the change goes to.", valueName: "REVISION"))
  var base = "HEAD"

  @Option(help: .init("The commit with the change; without it the working tree.", valueName: "REVISION"))
  var head: String?

  @Flag(help: "Print a JSON document, schema assay.triggers/1.")
  var json = false

  @Flag(name: .customLong("exit-code"), help: "End with exit code 1 when an update is due.")
  var exitCode = false

  func validate() throws {
    guard base != "", head != "" else { throw ValidationError("an empty revision names no commit") }
  }

  func run() async throws {
    let report = try await TriggerReport.make(
      stacks, base: base, head: head, environment: ProcessInfo.processInfo.environment)
    Console.print(json ? report.json.text : report.text, terminator: "")
    if exitCode, report.isDue { throw ExitCode(1) }
  }
}
