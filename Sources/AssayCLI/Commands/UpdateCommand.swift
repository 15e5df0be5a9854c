import ArgumentParser
import Diagnostics
import Reports
import Specs
import Store
import SystemPackage
import Verification

/// `assay update`: makes the expected outputs anew.
struct UpdateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Write the expected outputs of stacks as they are now, or a patch that does.",
    discussion: """
      All files of a stack are replaced in one step, or none. Read the difference before you commit it; what deserves a
      second look is told first. Where CI is set, nothing is written without --write: the patch goes to standard output.

      Exit codes: 0 updated or nothing to update, 1 what would be written fails its checks, 2 it could not be made,
      64 wrong usage.
      """)

  @Argument(
    help: "Stacks of assay.toml by name, or paths of specs; without any the first stack of assay.toml.",
    completion: .stack)
  var stacks: [String] = []

  @Flag(help: "Update all stacks of assay.toml.")
  var all = false

  @OptionGroup var options: MachineOptions

  @OptionGroup var locking: LockingOptions

  @Flag(help: "Change files, also where CI is set.")
  var write = false

  @Option(
    help: .init("Write a patch for 'git apply' instead of changing files; '-' is standard output.", valueName: "FILE"),
    completion: .file())
  var patch: String?

  @Option(
    help: .init("Write the message of the update, for a pull request, in Markdown.", valueName: "FILE"),
    completion: .file())
  var message: String?

  @Option(
    parsing: .upToNextOption,
    help: .init("Take what other machines have exported by 'assay verify --export'.", valueName: "DIR"),
    completion: .directory)
  var from: [String] = []

  @Flag(help: "Update stacks whose checks, other than those that compare, fail as well.")
  var despiteFailures = false

  func validate() throws {
    if write, patch != nil { throw ValidationError("--write changes files and --patch does not; choose one of them") }
    if all, !stacks.isEmpty { throw ValidationError("--all means every stack; name some or give --all") }
    if case .patch(nil) = UpdateTarget(writes: write, patch: patch), message == "-" {
      throw ValidationError("patch and message can't both go to standard output; name a file for one of them")
    }
  }

  func run() async throws {
    let settings = try options.review
    var (updates, isStopped) = ([UpdateStep.Planned](), false)
    let target = UpdateTarget(writes: write, patch: patch)
    if case .patch(nil) = target { Console.resultsGoToStandardError() }
    for name in try names {
      let stack = try options.loadGated(name, locking)
      guard let plan = try await plan(stack) else { continue }
      Progress.shared.clear()
      plan.warnings.forEach { Console.printError("\($0)") }
      if stops(plan, of: stack) {
        isStopped = true
      } else if plan.isEmpty {
        Console.print("nothing to update: the expected outputs of stack '\(escaped(stack.name))' are up to date")
      } else {
        updates.append(.init(stack: stack, plan: plan, report: UpdateReport(of: plan, for: stack, settings)))
      }
    }
    if !updates.isEmpty { try await finish(UpdateStep(updates: updates), target) }
    if isStopped { throw ExitCode(Verdict.failed.exitCode) }
  }

  private func finish(_ step: UpdateStep, _ target: UpdateTarget) async throws {
    switch target {
    case .files: try await step.write()
    case .patch(let file): try step.writePatch(to: file)
    }
    guard let message else { return }
    if message == "-" {
      Console.print(step.message, terminator: "")
    } else {
      try FilePath(message).writeKeepingKind(Array(step.message.utf8))
    }
  }

  /// The names of stacks; nil for the first one.
  private var names: [String?] {
    get throws {
      guard all else { return stacks.isEmpty ? [nil] : stacks }
      return try ProjectFile.find(from: FilePath("."))?.stacks.map(\.name) ?? [nil]
    }
  }

  /// Nil where all stacks are meant and no export holds this one.
  private func plan(_ stack: any GatedStack) async throws -> UpdatePlan? {
    guard !from.isEmpty else { return try await stack.updatePlan() }
    let exports = try from.compactMap {
      try StackExport(in: FilePath($0), of: stack, despiteFailures: despiteFailures)
    }
    guard exports.isEmpty else { return try UpdatePlan(merging: exports, into: stack) }
    guard !all else { return nil }
    throw Diagnostic(
      "export.no-stack", "no export holds stack '\(escaped(stack.name))'",
      hint: "run 'assay verify \(escaped(stack.name)) --export DIR' on the other machines")
  }

  /// Whether what would be written fails its own checks, which is told then.
  private func stops(_ plan: UpdatePlan, of stack: any GatedStack) -> Bool {
    guard !plan.failedChecks.isEmpty, !despiteFailures else { return false }
    var report = VerificationReport(
      stack: stack.name, platform: stack.platformName, checks: plan.failedChecks, warnings: [], notes: [])
    report.notes = ["stack '\(escaped(stack.name))' is not updated; mend this, or pass --despite-failures"]
    Console.printError(String(TextReport(isColoured: false).render(report).dropLast()))
    return true
  }
}
