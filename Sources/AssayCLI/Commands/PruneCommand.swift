import ArgumentParser
import Diagnostics
import Foundation
import Publishing
import Verification

/// `assay prune`: removes expected outputs that nothing makes any more.
struct PruneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "Remove expected outputs that no stack of assay.toml makes any more.",
    discussion: """
      Those of layers, elements, outputs, platforms and stacks that have gone; files that are no expected outputs are left alone, and
      so are those of a stack whose spec can't be read. Where CI is set, nothing is removed without --write.

      Exit codes: 0 nothing is unused or it was removed, 1 something is unused, 2 could not be decided, 64 wrong usage.
      """)

  @Flag(help: "Only list what is unused; exit code 1 if anything is.")
  var check = false

  @Flag(help: "Remove also where CI is set.")
  var write = false

  func validate() throws {
    if check, write { throw ValidationError("--check removes nothing and --write does; choose one of them") }
  }

  func run() async throws {
    let unused = try UnusedOutputs(environment: ProcessInfo.processInfo.environment)
    let isCheck = check || (isContinuousIntegration && !write)
    if !isCheck { try unused.remove() }
    for file in unused.files { Console.print("\(isCheck ? "unused " : "removed")  \(shown(file))") }
    for stack in unused.undecidedStacks { Console.print("undecided  stack '\(escaped(stack))'") }
    guard unused.problems.isEmpty else { throw DiagnosticList(unused.problems) }
    guard !unused.files.isEmpty else { return Console.print("nothing is unused") }
    if isCheck { throw ExitCode(1) }
  }
}
