import ArgumentParser
import Diagnostics
import Foundation
import Reports
import SystemPackage
import Verification

/// `assay verify`: holds a stack against its expected outputs.
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Build a stack and hold its locks, metadata and archives against what is committed.",
    discussion: """
      Nothing that is committed is written. Checks, in this order:
      \(CheckID.allCases.map { "  \($0.rawValue): \($0.meaning)" }.joined(separator: "\n"))

      Exit codes: 0 verified, 1 something differs, 2 could not be decided, 64 wrong usage.
      """)

  @OptionGroup var options: StackOptions

  @OptionGroup var locking: LockingOptions

  @Option(name: .customLong("check"), help: "Make only this check; may be repeated.")
  var checks: [CheckID] = []

  @Option(name: .customLong("skip"), help: "Leave this check out; may be repeated.")
  var skipped: [CheckID] = []

  @Option(
    name: .customLong("report"),
    help: .init(
      "Write a report, FORMAT one of: \(ReportFormat.list); '-' as FILE is standard output; may be repeated.",
      valueName: "FORMAT=FILE"), completion: ReportFormat.completion,
    transform: ReportOption.init(parsing:))
  var reports: [ReportOption<ReportFormat>] = []

  @Option(
    name: .customLong("export"),
    help: .init("Export locks, manifests and archives to a folder when a check fails.", valueName: "DIR"),
    completion: .directory)
  var export: String?

  @Option(help: "What must be equal: bits, every byte of the archives; content, the tar inside them.")
  var require: Requirement = .bits

  @Flag(
    inversion: .prefixedNo,
    help: "Keep what would be written for 'assay review' when a check fails; the default where CI is not set.")
  var pending: Bool?

  func validate() throws { try ReportOption.checkTargets(of: reports) }

  func run() async throws {
    let stack = try options.loadGated(locking, showsWarnings: false)
    var choices = verificationOptions
    choices.review = try options.build.review
    let environment = ProcessInfo.processInfo.environment
    let isKept = pending ?? !isContinuousIntegration
    let origin = isKept ? try await PendingUpdate.origin(of: stack, environment: environment) : nil
    let report = try await Verification(stack, choices).run()
    Progress.shared.clear()
    try write(report)
    if let origin { try await keepPending(stack, report, origin) }
    if report.verdict != .passed { throw ExitCode(report.verdict.exitCode) }
  }

  private func keepPending(
    _ stack: any GatedStack, _ report: VerificationReport, _ origin: PendingUpdate.Origin
  ) async throws {
    do {
      let count = try await PendingUpdate.keep(stack, after: report, origin: origin)
      Progress.shared.clear()
      if count > 0 { Console.printError(pendingAdvice(count)) }
    } catch let problem as Diagnostic {
      printNothingPending([problem])
    } catch let problems as DiagnosticList { printNothingPending(problems.diagnostics) }
  }

  private func printNothingPending(_ problems: [Diagnostic]) {
    for problem in problems {
      Console.printError("note: nothing is pending: \(problem.message)" + (problem.hint.map { "; \($0)" } ?? ""))
    }
  }

  private var verificationOptions: Verification.Options {
    let environment = ProcessInfo.processInfo.environment
    func value(_ names: [String]) -> String? { names.compactMap { environment[$0] }.first { !$0.isEmpty } }
    var result = Verification.Options()
    result.checks = (checks.isEmpty ? Set(CheckID.allCases) : Set(checks)).subtracting(skipped)
    result.require = require
    let folder = export ?? value(["ASSAY_EXPORT_ARTIFACTS", "VENVSTACKS_EXPORT_TEST_ARTIFACTS"])
    result.exportFolder = folder.map { FilePath($0) }
    result.exportsAlways = value(["ASSAY_FORCE_EXPORT", "VENVSTACKS_FORCE_TEST_EXPORT"]) != nil
    return result
  }

  private func write(_ report: VerificationReport) throws {
    if !reports.contains(where: { $0.path == "-" }) {
      Console.print(TextReport(isColoured: Console.isColoured).render(report), terminator: "")
    }
    try AssayCLI.write(reports) { $0.render(report) }
  }
}

extension CheckID: ExpressibleByArgument {}
extension Requirement: ExpressibleByArgument {}
