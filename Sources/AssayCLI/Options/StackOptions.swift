import ArgumentParser
import Diagnostics
import Specs
import SystemPackage
import Verification

/// Which stack, for which platform, with which tools: what every command takes that works on one stack.
struct StackOptions: ParsableArguments {
  @Argument(
    help: "A stack of assay.toml by name, or the path of a spec; without it the first stack of assay.toml.",
    completion: .stack)
  var stack: String?

  @OptionGroup var build: MachineOptions

  /// What was asked for, with the variables of this process.
  var request: StackSetup.Request { build.request(for: stack) }

  /// The stack that was asked for, not loaded yet.
  var selected: ProjectFile.Stack {
    get throws { try ProjectFile.Stack.select(request.stack, from: FilePath(".")) }
  }

  /// Loads the stack; progress goes to the terminal, and warnings to standard error where no report has them.
  func load(showsWarnings: Bool = true) throws -> StackSetup { try load(request, showsWarnings: showsWarnings) }

  /// Loads the layered Python stack that a request names.
  func load(_ request: StackSetup.Request, showsWarnings: Bool) throws -> StackSetup {
    let setup = try StackSetup.load(request) { Progress.shared.show($0) }
    if showsWarnings { setup.warnings.forEach { Console.printError("\($0)") } }
    return setup
  }
}
