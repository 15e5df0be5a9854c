import ArgumentParser
import Diagnostics
import Glibc
import Publishing
import Store
import SystemPackage
import Verification

/// The `assay` program.
@main
struct Assay: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assay",
    abstract: "Check that a stack still builds to the outputs that are committed, and explain what differs.",
    discussion: """
      Exit codes: 0 as expected, 1 a difference, 2 could not be decided, 64 wrong usage.
      """,
    version: assayVersion,
    subcommands: [
      VerifyCommand.self, UpdateCommand.self, ShowCommand.self, LockCommand.self, BuildCommand.self,
      TestCommand.self, PublishCommand.self, ExportCommand.self, DiffCommand.self, ExplainCommand.self,
      TriggersCommand.self, PendingCommand.self, ReviewCommand.self, AcceptCommand.self, RejectCommand.self,
      PruneCommand.self, ArtifactCommand.self, CacheCommand.self,
    ])

  @OptionGroup var verbosity: VerbosityOptions

  @Flag(name: .customShort("V"), help: "Show the version.")
  var showsVersion = false

  func validate() throws { if showsVersion { throw CleanExit.message(assayVersion) } }

  /// Runs the command in a task that signals cancel; our own diagnostics are rendered here, usage errors, `--help` and
  /// `--version` are left to ArgumentParser.
  static func main() async {
    returnFreedMemoryAtOnce()
    let task = Task { await run(arguments: nil) }
    let interruption = Interruption(cancelling: task)
    let code = await task.value
    Progress.shared.clear()
    withExtendedLifetime(interruption) {}
    // A command that came to its end in spite of the signal has done what it says.
    Glibc.exit(code == 0 ? 0 : Interruption.exitCode ?? code)
  }

  private static func run(arguments: [String]?) async -> Int32 {
    var running: any ParsableCommand.Type = Assay.self
    do {
      var command = try parseAsRoot(arguments)
      running = type(of: command)
      if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
      return 0
    } catch let code as ExitCode {
      return code.rawValue
    } catch  where error is CancellationError || Task.isCancelled {
      // Problems that come from children being ended are none.
      Console.printError(Interruption.interruptedMessage)
      return 2
    } catch let problem as Diagnostic {
      Console.printError("\(shown(problem))")
      return 2
    } catch let problems as DiagnosticList {
      Console.printError("\(DiagnosticList(problems.diagnostics.map(shown)))")
      return 2
    } catch {
      let code = exitCode(for: error).rawValue
      let message = usageMessage(for: error, of: running) ?? fullMessage(for: error)
      if code == 0 { Console.print(message) } else { Console.printError(message + (commandHint ?? "")) }
      return code
    }
  }

  /// ArgumentParser takes a misspelt command for an argument too many.
  private static var commandHint: String? {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard let word = CommandLine.arguments.dropFirst().first, !names.contains(word) else { return nil }
    return nearestName(to: word, among: names).map { "\nhint: did you mean 'assay \($0)'?" }
  }

  /// With its place relative to the current folder, where it lies below.
  private static func shown(_ problem: Diagnostic) -> Diagnostic {
    var problem = problem
    problem.place = problem.place.map { Place(Publishing.shown(FilePath($0.file)), line: $0.line, column: $0.column) }
    return problem
  }
}
